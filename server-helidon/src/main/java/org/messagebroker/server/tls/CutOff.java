package org.messagebroker.server.tls;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.messagebroker.api.TlsSettings;
import org.messagebroker.api.TlsSettings.ClientAuth;
import org.messagebroker.api.TlsStatus.Use;

/** Who would be cut off by other settings, as far as what was negotiated until now can tell. */
final class CutOff {

    private CutOff() {}

    /** The last use of each peer that was only ever seen with what would go. */
    static List<Use> by(TlsSettings next, List<Use> uses) {
        return uses.stream()
                .collect(Collectors.groupingBy(Use::peer, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .filter(ofPeer -> ofPeer.stream().noneMatch(use -> stays(use, next)))
                .flatMap(ofPeer -> ofPeer.stream().max(Comparator.comparing(Use::lastAt)).stream())
                .toList();
    }

    /** Who shows no certificate has no name, and stays only where none is required. */
    private static boolean stays(Use use, TlsSettings next) {
        boolean lacksCertificate = use.peer().isEmpty() && next.clientAuth() == ClientAuth.REQUIRED;
        return !lacksCertificate
                && next.protocols().contains(use.protocol())
                && next.ciphers().contains(use.cipher());
    }
}
