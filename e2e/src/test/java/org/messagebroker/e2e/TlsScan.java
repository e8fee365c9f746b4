package org.messagebroker.e2e;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a stranger finds when it tries every protocol and cipher on a listener: {@code sslscan}, a program of its own.
 *
 * @param protocols that were accepted, such as {@code TLSv1.2}
 * @param ciphers that were accepted, by OpenSSL's names
 * @param output all that it said
 */
record TlsScan(Set<String> protocols, Set<String> ciphers, String output) {

    private static final Pattern ENABLED = Pattern.compile("^(SSLv2|SSLv3|TLSv1\\.\\d)\\s+enabled", Pattern.MULTILINE);
    private static final Pattern CIPHER =
            Pattern.compile("^(?:Preferred|Accepted)\\s+\\S+\\s+\\d+ bits\\s+(\\S+)", Pattern.MULTILINE);

    static TlsScan of(int port) {
        String output = BrokerCommand.execute(List.of("sslscan", "--no-colour", "--no-heartbleed", "localhost:" + port))
                .orFail()
                .output();
        return new TlsScan(found(ENABLED, output), found(CIPHER, output), output);
    }

    private static Set<String> found(Pattern pattern, String output) {
        return pattern.matcher(output).results().map(match -> match.group(1)).collect(Collectors.toSet());
    }
}
