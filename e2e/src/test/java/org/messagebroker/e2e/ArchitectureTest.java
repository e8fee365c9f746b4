package org.messagebroker.e2e;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows between the parts, and the names in them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {

    private static final String BASE = "org.messagebroker.";

    /** What each part may import of ours; launcher, benches and these stories may import all. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("api", Set.of()),
            Map.entry("settings", Set.of()),
            Map.entry("certs", Set.of()),
            Map.entry("embedded", Set.of()),
            Map.entry("liquibase", Set.of()),
            Map.entry("testing", Set.of("certs", "embedded", "liquibase")),
            Map.entry("queue", Set.of("api", "settings")),
            Map.entry("service", Set.of("api", "settings")),
            Map.entry("openapi", Set.of("api", "service")),
            Map.entry("enrolment", Set.of("api", "settings", "service", "certs")),
            Map.entry("sealing", Set.of("api")),
            Map.entry("proxy", Set.of("api", "settings", "service", "openapi", "queue", "enrolment", "sealing")),
            Map.entry("worker", Set.of("api", "settings", "service", "queue", "enrolment")),
            Map.entry("server", Set.of("api", "settings", "service", "openapi", "certs", "sealing")),
            Map.entry("admin", Set.of("api", "settings")),
            Map.entry("cli", Set.of()));

    private JavaClasses production = new ClassFileImporter().importClasses();
    private JavaClasses tests = production;

    @BeforeAll
    void readClasses() throws IOException {
        production = new ClassFileImporter().importPaths(compiled("classes"));
        tests = new ClassFileImporter().importPaths(compiled("test-classes"));
        assertTrue(production.size() > 200, "the classes of all modules must be compiled: " + production.size());
    }

    static Stream<String> parts() {
        return ARROWS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("parts")
    void partImportsOnlyWhatItsArrowsAllow(String part) {
        arrowsOf(part, ARROWS.getOrDefault(part, Set.of())).check(production);
    }

    @Test
    void arrowRuleFindsAForbiddenImport() {
        assertThrows(
                AssertionError.class, () -> arrowsOf("proxy", Set.of("api")).check(production));
    }

    @Test
    void onlyTheQueueSeesRedis() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.messagebroker.queue..", "org.messagebroker.standalone..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.redisson..")
                .check(production);
    }

    @Test
    void onlyTheServerAndTheMigrationsSeeTheDatabase() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "org.messagebroker.proxy..",
                        "org.messagebroker.worker..",
                        "org.messagebroker.queue..",
                        "org.messagebroker.service..",
                        "org.messagebroker.admin..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "io.helidon.dbclient..")
                .check(production);
    }

    @Test
    void namesSayWhatAClassIs() {
        goodNames().check(production);
    }

    @Test
    void nameRuleFindsAnEmptyName() {
        JavaClasses bad = new ClassFileImporter().importClasses(FieldManager.class);
        assertThrows(AssertionError.class, () -> goodNames().check(bad));
    }

    @Test
    void testNamesReadAsSentences() {
        sentences().check(tests.that(DescribedPredicate.not(simpleName(OneWord.class.getSimpleName()))));
    }

    @Test
    void sentenceRuleFindsAWord() {
        JavaClasses bad = new ClassFileImporter().importClasses(OneWord.class);
        assertThrows(AssertionError.class, () -> sentences().check(bad));
    }

    @Test
    void noTwoStoriesOfAClassHaveTheSamePlace() {
        ownPlaces().check(tests.that(DescribedPredicate.not(simpleName(SamePlace.class.getSimpleName()))));
    }

    @Test
    void placeRuleFindsTwoAtOne() {
        JavaClasses bad = new ClassFileImporter().importClasses(SamePlace.class);
        assertThrows(AssertionError.class, () -> ownPlaces().check(bad));
    }

    @Test
    void everyPackageRefusesNullUnlessItSaysSo() throws IOException {
        List<Path> unmarked = modules()
                .map(module -> module.resolve("src/main/java"))
                .filter(Files::exists)
                .flatMap(ArchitectureTest::packages)
                .filter(folder -> !isNullMarked(folder))
                .toList();
        assertEquals(List.of(), unmarked);
    }

    private static ArchRule arrowsOf(String part, Set<String> allowed) {
        Set<String> forbidden = Stream.concat(ARROWS.keySet().stream(), Stream.of("standalone", "bench", "e2e"))
                .filter(other -> !other.equals(part) && !allowed.contains(other))
                .collect(Collectors.toSet());
        return noClasses()
                .that()
                .resideInAPackage(BASE + part + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        forbidden.stream().map(other -> BASE + other + "..").toArray(String[]::new));
    }

    private static ArchRule goodNames() {
        return classes()
                .should(be(DescribedPredicate.describe(
                        "named for what they are",
                        (JavaClass type) -> !type.getName()
                                .matches(
                                        ".*\\.(util|utils|common|helper|helpers|misc)\\..*|.*(Manager|Impl|Helper|Util|Utils)"
                                                + "|.*\\.Abstract[^.]*"))));
    }

    private static ArchRule sentences() {
        return methods()
                .that()
                .areAnnotatedWith(Test.class)
                .or()
                .areAnnotatedWith(ParameterizedTest.class)
                .should(have(DescribedPredicate.describe(
                        "a name of three words or more",
                        (JavaMethod method) -> method.getName().split("(?=[A-Z])|_").length >= 3)));
    }

    private static ArchRule ownPlaces() {
        return classes()
                .should(have(DescribedPredicate.describe(
                        "stories of which each has a place of its own",
                        (JavaClass type) ->
                                places(type).distinct().count() == places(type).count())));
    }

    private static Stream<Integer> places(JavaClass type) {
        return type.getMethods().stream()
                .flatMap(method -> method.tryGetAnnotationOfType(Order.class).stream())
                .map(Order::value);
    }

    private static List<Path> compiled(String kind) throws IOException {
        return modules()
                .map(module -> module.resolve("target").resolve(kind))
                .filter(Files::exists)
                .toList();
    }

    private static Stream<Path> modules() throws IOException {
        try (Stream<Path> folders = Files.list(Repository.root())) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml"))).toList().stream();
        }
    }

    private static Stream<Path> packages(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isNullMarked(Path folder) {
        Path info = folder.resolve("package-info.java");
        return Files.exists(info) && RunningSystem.read(info).contains("@NullMarked")
                || folder.endsWith("io/helidon/builder/api");
    }

    private static final class FieldManager {}

    private static final class OneWord {
        @Test
        void works() {}
    }

    private static final class SamePlace {
        @Test
        @Order(1)
        void comesFirstOfAll() {}

        @Test
        @Order(1)
        void comesFirstAsWell() {}
    }
}
