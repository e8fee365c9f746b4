/**
 * What every Helidon service has, and nothing of what one does.
 *
 * <p>A service in full:
 *
 * <pre>{@code
 * public static void main(String[] args) {
 *     Launcher.run("proxy", ProxyMain.class, ProxyMain::start);   // settings, logs, SIGTERM, exit codes
 * }
 *
 * static Service start(Settings settings) {
 *     return Service.builder("proxy", settings)
 *             .metrics(metrics)                        // made before, when the parts need it; else made here
 *             .requestMetrics("proxy")                 // proxy_requests_total, proxy_request_duration_seconds
 *             .routing(routes -> routes.register(new MessageRoutes(...)).get("/api/v1/health", ...))
 *             .readiness("redis", () -> queue.isUp() ? Optional.empty() : Optional.of("does not answer"))
 *             .onStop(queue)                           // closed after the listeners, in the order given
 *             .start();
 * }
 * }</pre>
 *
 * <p>In a route: {@code Peer.require(request, Peer.Role.CLIENT, clock.instant())} is who asks;
 * {@code JsonBody.read(request, X.class)} or {@code JsonBody.object(request)} is what is asked;
 * {@code JsonBody.send(response, 202, answer)} answers; {@code throw Problem.of(code, "what to do")} refuses. Unknown
 * paths, wrong methods, malformed bodies, broken framing and bugs are answered by the service itself.
 */
@NullMarked
package org.messagebroker.service;

import org.jspecify.annotations.NullMarked;
