package org.messagebroker.bench.rows;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.messagebroker.api.MessageId;
import org.messagebroker.bench.load.Latencies;
import org.messagebroker.cli.AdminServer;

/** What people ask for, timed at the server's own API, one question after the other over one connection. */
final class Pages {

    /** Until the server has compiled what it does all the time; with fewer rows it has answered more questions before. */
    private static final int UNMEASURED = 100;

    private static final int MEASURED = 200;
    private static final String LIST = "/portal/messages?limit=100&bodies=false";

    private final AdminServer admin;

    Pages(AdminServer admin) {
        this.admin = admin;
    }

    /** How long each takes, by what it is. */
    Map<String, Latencies> measure() {
        Map<String, String> questions = questions();
        questions.values().forEach(path -> ask(path, UNMEASURED));
        Map<String, Latencies> times = new LinkedHashMap<>();
        questions.forEach((name, path) -> times.put(name, ask(path, MEASURED)));
        return times;
    }

    private Latencies ask(String path, int often) {
        Latencies times = new Latencies();
        for (int i = 0; i < often; i++) {
            long begin = System.nanoTime();
            admin.get(path);
            times.record(System.nanoTime() - begin);
        }
        return times;
    }

    private static Map<String, String> questions() {
        Instant now = Instant.now();
        String deep = "&after=" + MessageId.create(() -> now.minus(Duration.ofDays(300)));
        String number = URLEncoder.encode(RowFiller.number(7).value(), StandardCharsets.UTF_8);
        Map<String, String> questions = new LinkedHashMap<>();
        questions.put("first page", LIST);
        questions.put("first page with bodies", "/portal/messages?limit=100");
        questions.put("deep page", LIST + deep);
        questions.put("one status", LIST + "&status_filter=failed");
        questions.put("one status, deep", LIST + "&status_filter=failed" + deep);
        questions.put("one client", LIST + "&client_id=bench-050");
        questions.put("one client and status", LIST + "&client_id=bench-000&status_filter=failed");
        questions.put("one domain", LIST + "&domain=domain-7.example");
        questions.put(
                "a day", LIST + "&from_date=" + day(now, 100) + "&to_date=" + day(now, 100) + "&client_id=bench-001");
        questions.put("a number", LIST + "&search=" + number);
        questions.put("a number that nobody has", LIST + "&search=%2B989999999999");
        questions.put("statistics of a month", "/admin/stats?period=month");
        questions.put(
                "statistics of a month, day by day and compared", "/portal/stats?period=month&bucket=day&compare=true");
        questions.put("statistics of a month, by client", "/portal/stats?period=month&group_by=client");
        return questions;
    }

    private static String day(Instant now, int ago) {
        return now.minus(Duration.ofDays(ago)).toString().substring(0, 10);
    }
}
