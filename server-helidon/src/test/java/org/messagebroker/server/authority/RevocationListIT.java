package org.messagebroker.server.authority;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.certs.CertificateAuthority;
import org.messagebroker.certs.RevocationList;
import org.messagebroker.server.RunningServer;
import org.messagebroker.server.RunningServer.Caller;
import org.messagebroker.server.TestSigner;
import org.messagebroker.testing.Await;

/** Revocation lists while nobody revokes anything, and what ends among the authorities. */
@Tag("database")
class RevocationListIT {

    private static final String OLD = "0123456789abcdef0123456789abcdef";
    private static final Duration ISSUING_LIFE = Duration.ofDays(15 * 365);

    @TempDir
    static Path directory;

    private static RunningServer server;
    private static Caller admin;

    @BeforeAll
    static void start() {
        server = RunningServer.start(directory, Map.of());
        admin = server.administrator();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void areSignedAnewBeforeTheyEnd() {
        String due = authority();
        String fresh =
                admin.post("/admin/authorities", Map.of()).json().path("id").textValue();
        Await.until(() -> has(due) && has(fresh), "both have a list");
        RevocationList before = list(due);
        RevocationList undisturbed = list(fresh);

        server.update("UPDATE authorities SET crl_next_update = UTC_TIMESTAMP(3) + INTERVAL 5 DAY"
                + " WHERE authority_id = '" + due + "'");
        Await.until(() -> list(due).number().compareTo(before.number()) > 0, "a later one is there");

        assertTrue(list(due).nextUpdate().isAfter(Instant.now().plus(Duration.ofDays(6))));
        assertEquals(undisturbed.number(), list(fresh).number(), "what is not due stays");
        assertEquals(
                list(due).number().toString(),
                server.column("SELECT crl_number FROM authorities WHERE authority_id = '" + due + "'")
                        .getFirst());
        assertTrue(list(due).isSignedBy(server.certificates().authority().issuing()));
        assertFalse(list(fresh).isSignedBy(server.certificates().authority().issuing()));
    }

    @Test
    void theAuthoritiesThemselvesAreAmongWhatEnds() {
        assertFalse(roles(30).contains("authority"));
        Instant longAgo = Instant.now().minus(ISSUING_LIFE).plus(Duration.ofDays(20));
        enter(CertificateAuthority.found(Authority.TRUST_DOMAIN, () -> longAgo).authority());

        assertTrue(roles(30).contains("authority"));
        assertFalse(roles(10).contains("authority"));
        server.update("UPDATE authorities SET state = 'retired' WHERE authority_id = '" + OLD + "'");
        assertFalse(roles(30).contains("authority"), "a retired one ends for nobody");
    }

    private static void enter(CertificateAuthority old) {
        server.execute("""
                INSERT INTO authorities (authority_id, state, root_certificate, issuing_certificate, trusted_epoch,
                    trusted_number, created_at, changed_at)
                VALUES (?, 'trusted', ?, ?, 1, 1, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))""", OLD, TestSigner.der(old.root()), TestSigner.der(old.issuing()));
    }

    private static List<String> roles(int days) {
        return StreamSupport.stream(
                        admin.get("/admin/certificates/expiring?days=" + days)
                                .json()
                                .spliterator(),
                        false)
                .map(each -> each.path("role").textValue())
                .toList();
    }

    private static String authority() {
        JsonNode first = admin.get("/admin/authorities").json().path(0);
        return first.path("id").textValue();
    }

    private static boolean has(String authority) {
        return server.anyone().get("/crl/" + authority + ".crl").status() == 200;
    }

    private static RevocationList list(String authority) {
        return RevocationList.parse(
                        server.anyone().get("/crl/" + authority + ".crl").body())
                .getFirst();
    }
}
