package org.messagebroker.certs;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.util.IPAddress;

/** Host names and addresses in alternative names; other kinds are passed over. */
public final class HostName {

    private static final int LONGEST = 253;
    private static final String LABEL = "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";
    private static final Pattern NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")*");

    private HostName() {}

    /** Whether this is a DNS name or an address; one with a wildcard is not: each machine has its own. */
    public static boolean isValid(String host) {
        return IPAddress.isValid(host)
                || host.length() <= LONGEST && NAME.matcher(host).matches();
    }

    static void require(String host) {
        if (!isValid(host)) {
            throw new IllegalArgumentException("a host is a DNS name without wildcards, or an IP address");
        }
    }

    static GeneralName generalName(String host) {
        return new GeneralName(IPAddress.isValid(host) ? GeneralName.iPAddress : GeneralName.dNSName, host);
    }

    static Stream<String> of(GeneralName name) {
        return switch (name.getTagNo()) {
            case GeneralName.dNSName -> Stream.of(name.getName().toString());
            case GeneralName.iPAddress -> address(name);
            default -> Stream.empty();
        };
    }

    private static Stream<String> address(GeneralName name) {
        try {
            byte[] bytes = ASN1OctetString.getInstance(name.getName()).getOctets();
            return Stream.of(InetAddress.getByAddress(bytes).getHostAddress());
        } catch (UnknownHostException notAnAddress) {
            return Stream.empty();
        }
    }
}
