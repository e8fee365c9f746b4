package org.messagebroker.admin.alert;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.messagebroker.admin.page.FormDialog;
import org.messagebroker.admin.page.WholeNumber;
import org.messagebroker.admin.server.AlertClient;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.api.AlertKind.Measure;
import org.messagebroker.api.AlertLevel;
import org.messagebroker.api.AlertRule;
import org.messagebroker.api.AlertRuleChange;

/** Asks when and to whom alerts of a kind are told. */
final class RuleForm {

    private final AlertRule rule;
    private final Checkbox active = new Checkbox(say("rule.active"));
    private final Select<AlertLevel> level = new Select<>();
    private final IntegerField limit;
    private final IntegerField repeat = number("rule.repeat", "rule-repeat");
    private final TextArea recipients = new TextArea(say("rule.recipients"));

    private RuleForm(AlertRule rule) {
        this.rule = rule;
        this.limit = number("rule.limit." + Limit.of(rule).tag(), "rule-limit");
        active.setId("rule-active");
        active.setValue(rule.active());
        level.setId("rule-level");
        level.setLabel(say("rules.column.level"));
        level.setItems(AlertLevel.values());
        level.setItemLabelGenerator(AlertNames::level);
        level.setValue(rule.level());
        limit.setVisible(rule.kind().measure() != Measure.NONE);
        Limit.of(rule).value().ifPresent(known -> limit.setValue(Math.toIntExact(known)));
        repeat.setHelperText(say("rule.repeat.hint"));
        repeat.setValue(rule.repeatDays());
        recipients.setId("rule-recipients");
        recipients.addClassName("ltr-field");
        recipients.setHelperText(say("rule.recipients.hint"));
        recipients.setValue(String.join("\n", rule.recipients()));
    }

    static void open(AlertRule rule, AlertClient alerts, PortalSession session, Consumer<AlertRule> done) {
        RuleForm form = new RuleForm(rule);
        Paragraph kind = new Paragraph(AlertNames.kind(rule.kind()));
        kind.addClassName("form-subject");
        new FormDialog("rule.edit", kind, form.active, form.level, form.limit, form.repeat, form.recipients)
                .validatedBy(form::isWhole)
                .open(() -> alerts.change(session, rule.kind(), form.change()), done);
    }

    private boolean isWhole() {
        boolean limited = !limit.isVisible() || isNumber(limit);
        return isNumber(repeat) && limited;
    }

    private AlertRuleChange change() {
        Optional<Integer> chosen = Optional.ofNullable(limit.getValue()).filter(any -> limit.isVisible());
        boolean days = rule.kind().measure() == Measure.DAYS;
        return new AlertRuleChange(
                Optional.of(active.getValue()),
                Optional.of(level.getValue()),
                Optional.of(addresses()),
                chosen.filter(any -> days),
                chosen.filter(any -> !days).map(Integer::longValue),
                Optional.of(repeat.getValue()));
    }

    private List<String> addresses() {
        return Arrays.stream(recipients.getValue().split("[\\s,;،]+"))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static boolean isNumber(IntegerField field) {
        field.setInvalid(field.isEmpty() || field.getValue() < 0);
        return !field.isInvalid();
    }

    private static IntegerField number(String key, String id) {
        IntegerField field = WholeNumber.field(id, say(key), 0, Integer.MAX_VALUE);
        field.setStepButtonsVisible(true);
        return field;
    }

    private static String say(String key) {
        return UI.getCurrentOrThrow().getTranslation(key);
    }
}
