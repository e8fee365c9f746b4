package org.messagebroker.certs;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.GeneralName;

/** Reads host names and addresses out of alternative names; other kinds are passed over. */
final class HostName {

    private HostName() {}

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
