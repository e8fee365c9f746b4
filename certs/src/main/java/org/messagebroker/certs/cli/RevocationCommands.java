package org.messagebroker.certs.cli;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.certs.CertificateDirectory;
import org.messagebroker.certs.Revocation;
import org.messagebroker.certs.RevocationList;
import org.messagebroker.certs.RevocationReason;
import org.messagebroker.certs.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Revocation on files: the signed list that proxies can be handed in an emergency. */
@Command
final class RevocationCommands {

    private static final int HEXADECIMAL = 16;

    private RevocationCommands() {}

    @Command(
            name = "revoke",
            description = {
                "Revokes all certificates of a holder, or the one of a serial number, and signs crl.pem anew.",
                "A serial number that is unknown here is revoked all the same: the server may have issued it."
            })
    static int revoke(
            @Mixin Desk desk,
            @Mixin Signing signing,
            @Parameters(paramLabel = "NAME|SERIAL", description = "whose, or which") String target,
            @Option(names = "--role", paramLabel = "ROLE", description = "when holders of several roles have this name")
                    Optional<Role> role,
            @Option(
                            names = "--reason",
                            paramLabel = "REASON",
                            defaultValue = "unspecified",
                            description = "unspecified (default), keyCompromise, cACompromise, affiliationChanged, "
                                    + "superseded, cessationOfOperation or privilegeWithdrawn")
                    RevocationReason reason) {
        Instant now = desk.now();
        List<Revocation> revoked = serials(desk.register(), target, role).stream()
                .map(serial -> new Revocation(serial, now, reason))
                .toList();
        List<RevocationList> lists = signing.sign(desk, revoked, now);
        desk.report().fields(answer(desk.directory(), lists, revoked));
        desk.report().say("A server that runs does not know of it: revoke there as well, or hand proxies this file.");
        return 0;
    }

    @Command(name = "crl", description = "Signs the revocation lists anew, or shows them as they are.")
    static int crl(
            @Mixin Desk desk,
            @Mixin Signing signing,
            @Option(names = "--show", description = "shows them and signs nothing") boolean show) {
        List<RevocationList> lists =
                show ? desk.founded().revocationLists() : signing.sign(desk, List.of(), desk.now());
        desk.report().table(lists.stream().map(RevocationCommands::list).toList(), "issuer", "number", "next_update");
        lists.stream()
                .flatMap(each -> each.revocations().stream())
                .forEach(each -> desk.report().say("  " + text(each)));
        return 0;
    }

    private static List<BigInteger> serials(Register register, String target, Optional<Role> role) {
        List<Entry> found = register.find(target, role);
        if (found.isEmpty() && target.matches("[0-9A-Fa-f]{16,40}")) {
            return List.of(new BigInteger(target, HEXADECIMAL));
        }
        List<BigInteger> open = found.stream()
                .filter(entry -> entry.revocation().isEmpty() && !entry.state().equals("expired"))
                .map(entry -> entry.certificate().getSerialNumber())
                .toList();
        if (open.isEmpty()) {
            throw new CommandFailure(
                    found.isEmpty()
                            ? "There is no certificate of '" + target
                                    + "' here, and it is no serial number: see ./broker certs list."
                            : "All certificates of '" + target + "' have expired or are revoked already.");
        }
        return open;
    }

    private static Map<String, Object> answer(
            CertificateDirectory directory, List<RevocationList> lists, List<Revocation> revoked) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "revoked", revoked.stream().map(each -> serial(each.serial())).toList());
        answer.put("reason", revoked.getFirst().reason().wire());
        answer.put("number", lists.getFirst().number());
        answer.put("next_update", lists.getFirst().nextUpdate().toString());
        answer.put("file", directory.crl().toString());
        return answer;
    }

    private static Map<String, Object> list(RevocationList list) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("issuer", list.issuer());
        fields.put("number", list.number());
        fields.put("this_update", list.thisUpdate().toString());
        fields.put("next_update", list.nextUpdate().toString());
        fields.put(
                "revoked",
                list.revocations().stream().map(RevocationCommands::fields).toList());
        return fields;
    }

    private static Map<String, Object> fields(Revocation revocation) {
        return Map.of(
                "serial", serial(revocation.serial()),
                "at", revocation.at().toString(),
                "reason", revocation.reason().wire());
    }

    private static String text(Revocation revocation) {
        return serial(revocation.serial()) + "  " + revocation.at() + "  "
                + revocation.reason().wire();
    }

    private static String serial(BigInteger serial) {
        return serial.toString(HEXADECIMAL);
    }

    /** How the lists are signed. */
    static final class Signing {
        @Option(
                names = "--days",
                paramLabel = "N",
                defaultValue = "7",
                description = "until the next list is due (default: ${DEFAULT-VALUE})")
        private int days;

        @Option(
                names = "--with",
                paramLabel = "FILE",
                description = "the server's newest list (GET /crl.pem), whose entries are carried over")
        private Optional<Path> with = Optional.empty();

        List<RevocationList> sign(Desk desk, List<Revocation> revoked, Instant now) {
            if (days < 1) {
                throw desk.wrong("a revocation list is good for a day or more");
            }
            List<RevocationList> carried = with.map(ServerList::read).orElse(List.of());
            List<RevocationList> lists = new NextLists(desk.founded(), desk.trustDomain(), carried)
                    .sign(revoked, now, Duration.ofDays(days));
            desk.directory().save(lists);
            return lists;
        }
    }
}
