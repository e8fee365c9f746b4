package org.messagebroker.service.address;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The addresses that a request was forwarded for, the nearest hop last: {@code Forwarded} (RFC 7239) or {@code
 * X-Forwarded-For}. A hop that is no address (unknown, obfuscated, malformed) is empty.
 */
final class ForwardedHops {

    private static final HeaderName FORWARDED = HeaderNames.create("Forwarded");
    private static final Pattern ELEMENT = Pattern.compile("(?:[^,\"]|\"[^\"]*\")+");
    private static final Pattern FOR =
            Pattern.compile("(?:^|;)\\s*for\\s*=\\s*(?:\"([^\"]*)\"|([^;\\s]*))", Pattern.CASE_INSENSITIVE);
    private static final Pattern WITH_PORT = Pattern.compile("\\[([^\\]]*)](?::\\d+)?|([0-9.]+):\\d+");

    private ForwardedHops() {}

    /**
     * Empty when there are none, and also when both headers are there and disagree: then one of them is passed on unread by
     * the load balancer, and may be anybody's.
     */
    static List<Optional<InetAddress>> of(Headers headers) {
        List<Optional<InetAddress>> standard = standard(values(headers, FORWARDED));
        List<Optional<InetAddress>> customary = customary(values(headers, HeaderNames.X_FORWARDED_FOR));
        if (standard.isEmpty()) {
            return customary;
        }
        return customary.isEmpty() || customary.equals(standard) ? standard : List.of();
    }

    private static List<String> values(Headers headers, HeaderName name) {
        return headers.contains(name) ? headers.get(name).allValues() : List.of();
    }

    private static List<Optional<InetAddress>> customary(List<String> values) {
        return values.stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .map(String::strip)
                .map(ForwardedHops::address)
                .toList();
    }

    private static List<Optional<InetAddress>> standard(List<String> values) {
        List<Optional<InetAddress>> hops = new ArrayList<>();
        for (String value : values) {
            Matcher elements = ELEMENT.matcher(value);
            while (elements.find()) {
                hops.add(node(elements.group()));
            }
        }
        return hops;
    }

    private static Optional<InetAddress> node(String element) {
        Matcher pair = FOR.matcher(element);
        return pair.find()
                ? address(Optional.ofNullable(pair.group(1)).orElseGet(() -> pair.group(2)))
                : Optional.empty();
    }

    private static Optional<InetAddress> address(String text) {
        Matcher form = WITH_PORT.matcher(text.toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            return Network.address(text);
        }
        return Network.address(Optional.ofNullable(form.group(1)).orElseGet(() -> form.group(2)));
    }
}
