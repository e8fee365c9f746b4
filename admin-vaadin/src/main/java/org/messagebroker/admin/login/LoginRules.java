package org.messagebroker.admin.login;

import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.messagebroker.admin.server.PortalSession;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.logout.LogoutHandler;

/** Who may see what: everybody the login page and the files it needs, who is signed in the rest. */
@Configuration(proxyBeanMethods = false)
class LoginRules {

    private static final String LOGIN = "/login";
    private static final String CODE = "/login/code";

    /** What the login page is made of; the bundle's own files are permitted by Vaadin. */
    private static final String[] FILES = {"/portal.css", "/aura/**", "/images/**"};

    /** Health and metrics have a listener of their own, which is not published. */
    @Bean
    @Order(1)
    SecurityFilterChain management(HttpSecurity http, Environment environment) {
        return http.securityMatcher(request ->
                        String.valueOf(request.getLocalPort()).equals(environment.getProperty("local.management.port")))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .build();
    }

    /** The headers are {@code PageHeaders}', which covers what this chain does not. */
    @Bean
    @Order(2)
    SecurityFilterChain pages(HttpSecurity http, ServerSignIn signIn) {
        return http.authenticationProvider(signIn)
                .addFilterBefore(new SameOriginFilter(), UsernamePasswordAuthenticationFilter.class)
                .headers(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(
                        requests -> requests.requestMatchers(FILES).permitAll())
                .formLogin(form -> form.loginPage(LOGIN).failureHandler(LoginRules::refused))
                .with(
                        VaadinSecurityConfigurer.vaadin(),
                        vaadin -> vaadin.loginView(LoginView.class, LOGIN + "?" + LoginView.SIGNED_OUT)
                                .addLogoutHandler(signOut()))
                .build();
    }

    private static void refused(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        HttpSession session = request.getSession();
        if (e instanceof CodeOwedException owed) {
            LoginMemory.put(session, owed.challenge());
            response.sendRedirect(CODE);
            return;
        }
        LoginNotice notice =
                e instanceof SignInRefusedException refused ? refused.notice() : new LoginNotice.ServerAway();
        LoginMemory.put(session, notice);
        if (notice instanceof LoginNotice.WrongCode) {
            response.sendRedirect(CODE);
        } else {
            LoginMemory.putEmail(session, request.getParameter("username"));
            response.sendRedirect(LOGIN);
        }
    }

    private static LogoutHandler signOut() {
        return (request, response, authentication) -> {
            if (authentication != null && authentication.getPrincipal() instanceof PortalSession session) {
                session.end();
            }
        };
    }
}
