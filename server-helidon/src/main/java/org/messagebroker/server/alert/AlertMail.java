package org.messagebroker.server.alert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.messagebroker.api.AlertEvent.Change;
import org.messagebroker.api.AlertRule;
import org.messagebroker.api.Language;
import org.messagebroker.server.mail.Mail;
import org.messagebroker.server.mail.Mail.Part;

/** One mail for all that has changed under a rule in one way. */
final class AlertMail {

    private static final int MOST = 50;
    private static final Duration USEFUL_FOR = Duration.ofDays(1);

    private AlertMail() {}

    static Mail of(AlertRule rule, Change change, List<Condition> conditions, String to, Language language) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part.Paragraph(AlertWords.explanation(change, language)));
        conditions.stream().limit(MOST).forEach(each -> parts.add(new Part.Facts(facts(each, language))));
        if (conditions.size() > MOST) {
            parts.add(new Part.Paragraph(AlertWords.others(conditions.size() - MOST, language)));
        }
        return new Mail(to, language, subject(rule, change, conditions, language), parts, USEFUL_FOR);
    }

    private static String subject(AlertRule rule, Change change, List<Condition> conditions, Language language) {
        String which = conditions.size() == 1 ? name(conditions.getFirst()) : " (" + conditions.size() + ")";
        return "[" + AlertWords.mark(rule.level(), change, language) + "] " + AlertWords.text(rule.kind(), language)
                + which;
    }

    private static String name(Condition condition) {
        String name = condition.facts().getOrDefault(Fact.NAME, "");
        return name.isEmpty() ? "" : ": " + name;
    }

    private static Map<String, String> facts(Condition condition, Language language) {
        Map<String, String> facts = new LinkedHashMap<>();
        condition.facts().forEach((fact, value) -> facts.put(fact.title(language), value));
        return facts;
    }
}
