package org.messagebroker.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the portal's two listeners answer, byte for byte what a scanner would look at. */
class ListenerIT {

    @TempDir
    static Path directory;

    private static TestPortal portal;
    private static HttpClient http;

    @BeforeAll
    static void start() throws IOException {
        portal = new TestPortal(directory, Map.of());
        http = HttpClient.newBuilder()
                .sslContext(portal.certificates().context(Optional.empty()))
                .build();
    }

    @AfterAll
    static void stop() {
        http.close();
        portal.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/login", "/messages", "/portal.css", "/aura/aura.css", "/no-such-page", "/VAADIN/no-such"})
    void sendsTheSecurityHeadersWithEveryAnswer(String path) throws Exception {
        HttpResponse<String> response = get(portal.url() + path);
        assertEquals(List.of("nosniff"), response.headers().allValues("X-Content-Type-Options"));
        assertEquals(List.of("DENY"), response.headers().allValues("X-Frame-Options"));
        assertEquals(List.of("same-origin"), response.headers().allValues("Referrer-Policy"));
        assertTrue(header(response, "Strict-Transport-Security").startsWith("max-age=31536000"));
        assertEquals(1, response.headers().allValues("Content-Security-Policy").size());
    }

    @Test
    void permitsOnlyOurOwnScripts() throws Exception {
        HttpResponse<String> response = get(portal.url() + "/login");
        String policy = header(response, "Content-Security-Policy");
        assertTrue(policy.contains("default-src 'none'") && policy.contains("script-src 'nonce-"), policy);
        assertEquals(-1, policy.replaceAll("style-src[^;]*;", "").indexOf("unsafe-inline"));
        assertTrue(header(response, "Cache-Control").contains("no-store"));
    }

    @Test
    void givesEveryPageAnotherNonce() throws Exception {
        assertTrue(!header(get(portal.url() + "/login"), "Content-Security-Policy")
                .equals(header(get(portal.url() + "/login"), "Content-Security-Policy")));
    }

    @Test
    void keepsTheSessionCookieFromScriptsAndOtherSites() throws Exception {
        String cookie = header(get(portal.url() + "/login"), "Set-Cookie");
        assertTrue(cookie.startsWith("__Host-session="), cookie);
        assertTrue(cookie.contains("Secure") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), cookie);
    }

    @Test
    void refusesASignInThatAnotherSiteMadeTheBrowserPost() throws Exception {
        assertEquals(403, signIn("Origin", "https://evil.example").statusCode());
        assertEquals(403, signIn("Origin", "null").statusCode());
        assertEquals(403, signIn("Sec-Fetch-Site", "cross-site").statusCode());
        assertEquals(0, portal.peer().sessions());
    }

    @Test
    void takesASignInFromItsOwnPage() throws Exception {
        assertEquals(302, signIn("Origin", portal.url()).statusCode());
        assertEquals(302, signIn("Sec-Fetch-Site", "same-origin").statusCode());
        portal.peer().endSessions();
    }

    private static HttpResponse<String> signIn(String header, String value) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(portal.url() + "/login"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header(header, value)
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "username=" + PortalPeer.EMAIL + "&password=" + PortalPeer.PASSWORD.replace(' ', '+')))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/live", "/health/ready", "/health/started"})
    void tellsItsHealthOnTheManagementPort(String path) throws Exception {
        HttpResponse<String> response = get(portal.managementUrl() + path);
        assertEquals(200, response.statusCode());
        assertTrue(response.body().contains("UP"), response.body());
    }

    @Test
    void tellsItsMetricsOnTheManagementPort() throws Exception {
        assertTrue(get(portal.managementUrl() + "/metrics").body().contains("jvm_memory_used_bytes"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/metrics", "/env", "/actuator", "/heapdump"})
    void tellsNothingOfThatOnThePublicPort(String path) throws Exception {
        HttpResponse<String> response = get(portal.url() + path);
        assertTrue(!response.body().contains("\"UP\"") && !response.body().contains("jvm_"), response.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/env", "/heapdump", "/beans", "/loggers"})
    void keepsEverythingElseOffTheManagementPort(String path) throws Exception {
        assertEquals(404, get(portal.managementUrl() + path).statusCode());
    }

    private static HttpResponse<String> get(String url) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
