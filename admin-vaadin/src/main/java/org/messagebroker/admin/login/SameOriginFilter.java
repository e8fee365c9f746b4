package org.messagebroker.admin.login;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;

/**
 * Refuses what a page of another site makes a browser post here, such as a sign-in to the attacker's own account. Vaadin
 * exempts the sign-in from Spring's token, so its origin is checked instead.
 */
final class SameOriginFilter extends HttpFilter {

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getMethod().equals("POST") && isForeign(request)) {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        } else {
            chain.doFilter(request, response);
        }
    }

    /** Browsers say it in Sec-Fetch-Site; older ones name the site only. Others are no browsers and cannot be misused. */
    private static boolean isForeign(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader("Origin");
        return site == null ? origin != null && !isOurs(origin, request.getServerName()) : !site.equals("same-origin");
    }

    private static boolean isOurs(String origin, String ourName) {
        try {
            return ourName.equalsIgnoreCase(URI.create(origin).getHost());
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
