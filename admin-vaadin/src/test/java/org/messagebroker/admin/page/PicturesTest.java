package org.messagebroker.admin.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.vaadin.flow.router.Route;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** Every page has its pictures in the documentation: in English and light, in Persian and dark. */
class PicturesTest {

    private static final Path PICTURES = Path.of("../docs/screenshots");
    private static final List<String> LOOKS = List.of("english-light", "persian-dark");

    /** The pictures of each page, by its address; who adds a page takes them in its story. */
    private static final Map<String, List<String>> OF_PAGES = Map.ofEntries(
            Map.entry("login", List.of("login")),
            Map.entry("login/forgotten", List.of("forgotten")),
            Map.entry("login/code", List.of("second-factor", "second-factor-enrolment")),
            Map.entry("reset", List.of("reset")),
            Map.entry("choose-password", List.of("choose-password")),
            Map.entry("account", List.of("account", "account-second-factor")),
            Map.entry("dashboard", List.of("dashboard")),
            Map.entry("messages", List.of("messages", "message")),
            Map.entry("dead-letters", List.of("dead-letters", "dead-letter")),
            Map.entry("clients", List.of("clients")),
            Map.entry("clients/:id", List.of("client")),
            Map.entry("certificates", List.of("certificates")),
            Map.entry("certificates/:fingerprint([0-9a-f]{64})", List.of("certificate")),
            Map.entry("certificates/expiring", List.of("certificates-expiring")),
            Map.entry("certificates/authorities", List.of("certificates-authorities")),
            Map.entry("proxies", List.of("proxies")),
            Map.entry("proxies/:name", List.of("proxy", "proxy-test")),
            Map.entry("tls", List.of("tls")),
            Map.entry("users", List.of("users")),
            Map.entry("users/:id", List.of("user")),
            Map.entry("roles", List.of("roles")),
            Map.entry("roles/:name", List.of("role")),
            Map.entry("audit", List.of("audit")),
            Map.entry("audit/:chain/:position", List.of("audit-act")),
            Map.entry("alerts", List.of("alerts")));

    @Test
    void everyPageSaysWhichPicturesAreItsOwn() {
        assertEquals(new TreeSet<>(OF_PAGES.keySet()), routes().collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void everyPictureIsThereInBothLooks() {
        List<Path> missing = OF_PAGES.values().stream()
                .flatMap(List::stream)
                .flatMap(name -> LOOKS.stream().map(look -> PICTURES.resolve(name + "-" + look + ".png")))
                .filter(Predicate.not(Files::isRegularFile))
                .sorted()
                .toList();
        assertEquals(List.of(), missing);
    }

    private static Stream<String> routes() {
        ClassPathScanningCandidateComponentProvider pages = new ClassPathScanningCandidateComponentProvider(false);
        pages.addIncludeFilter(new AnnotationTypeFilter(Route.class));
        return pages.findCandidateComponents("org.messagebroker.admin").stream()
                .map(BeanDefinition::getBeanClassName)
                .map(name -> ClassUtils.resolveClassName(String.valueOf(name), null))
                .map(page -> page.getAnnotation(Route.class).value());
    }
}
