package org.messagebroker.admin;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.messagebroker.settings.Settings;
import org.messagebroker.settings.SettingsException;

/** {@code portal.forwarded-from} as Tomcat understands it, which would take what is no network for a regular expression. */
final class ForwardedFrom {

    private static final String KEY = "portal.forwarded-from";
    private static final Pattern FORM =
            Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-fA-F.]*:[0-9a-fA-F:.]*)(?:/(\\d{1,3}))?");

    private ForwardedFrom() {}

    /**
     * Networks with commas between them; empty when no load balancer is believed.
     *
     * @throws SettingsException if an entry is no address and no network
     */
    static Optional<String> networks(Settings settings) {
        List<String> entries = settings.list(KEY);
        try {
            return entries.isEmpty()
                    ? Optional.empty()
                    : Optional.of(entries.stream().map(ForwardedFrom::network).collect(Collectors.joining(",")));
        } catch (IllegalArgumentException e) {
            throw settings.malformed(KEY, "addresses or networks with commas between them");
        }
    }

    private static String network(String entry) {
        Matcher form = FORM.matcher(entry.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(entry);
        }
        InetAddress address = InetAddress.ofLiteral(form.group(1));
        int bits = address.getAddress().length * Byte.SIZE;
        int prefix = Optional.ofNullable(form.group(2)).map(Integer::parseInt).orElse(bits);
        if (prefix > bits) {
            throw new IllegalArgumentException(entry);
        }
        return address.getHostAddress() + "/" + prefix;
    }
}
