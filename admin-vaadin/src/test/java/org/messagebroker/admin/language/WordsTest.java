package org.messagebroker.admin.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The words of the pages: all of them in both languages, none left over, none in the code. */
class WordsTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern KEY = Pattern.compile("[a-z]+(\\.[a-z_-]+)+\\.?|[a-z]+\\.");
    private static final Pattern SENTENCE = Pattern.compile("[A-Z][a-z]+( [a-z]+)+.*|.*\\p{InArabic}{2}.*");
    private static final Pattern PARAMETER = Pattern.compile("\\{\\d}");

    private final Set<String> english = keys("en");
    private final Set<String> persian = keys("fa");

    @Test
    void bothLanguagesHaveTheSameKeys() {
        assertEquals(english, persian);
    }

    @Test
    void bothLanguagesHaveTheSameParameters() {
        Properties en = words("en");
        Properties fa = words("fa");
        english.forEach(key -> assertEquals(parameters(en.getProperty(key)), parameters(fa.getProperty(key)), key));
    }

    /** In the code, whole or as a name with what is put behind it, or as one of a family. */
    @Test
    void everyKeyIsUsed() {
        Set<String> unused = new TreeSet<>(english);
        literals().forEach(unused::remove);
        sources(SOURCES).flatMap(file -> WordFamilies.keysOfNames(text(file))).forEach(unused::remove);
        WordFamilies.keys().forEach(unused::remove);
        assertEquals(Set.of(), unused);
    }

    @Test
    void everyFamilyIsWholeAndBegunInTheCode() {
        Set<String> literals = literals().collect(Collectors.toSet());
        assertEquals(Set.of(), without(WordFamilies.keys(), english));
        assertEquals(Set.of(), without(WordFamilies.COMPLETIONS.keySet().stream(), literals));
    }

    /** Or else nobody would know which of its keys are used. */
    @Test
    void everyBeginningOfAKeyIsThatOfAFamily() {
        Stream<String> beginnings = literals()
                .filter(text -> text.endsWith(".") && KEY.matcher(text).matches())
                .filter(text -> english.stream().anyMatch(key -> key.startsWith(text)))
                .filter(text -> !WordFamilies.OF_FILES.contains(text));
        assertEquals(Set.of(), without(beginnings, WordFamilies.COMPLETIONS.keySet()));
    }

    /** A literal that looks like a key and begins like one must be one, or the beginning of some. */
    @Test
    void everyUsedKeyHasWords() {
        Set<String> families = english.stream()
                .map(key -> key.substring(0, key.indexOf('.') + 1))
                .collect(Collectors.toSet());
        Set<String> unknown = literals()
                .filter(text -> KEY.matcher(text).matches())
                .filter(text -> families.stream().anyMatch(text::startsWith))
                .filter(text -> english.stream()
                        .noneMatch(key -> key.equals(text) || key.startsWith(text.replaceFirst("\\.?$", "."))))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), unknown);
    }

    @Test
    void noWordsStandInTheCodeOfPages() {
        Set<String> sentences = sources(SOURCES)
                .filter(file ->
                        !file.getParent().endsWith("admin") && !file.toString().matches(".*/(server|language)/.*"))
                .flatMap(WordsTest::literals)
                .filter(text -> SENTENCE.matcher(text).matches())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), sentences);
    }

    @Test
    void refusesAKeyWithoutWords() {
        Words words = new Words();
        assertThrows(MissingResourceException.class, () -> words.getTranslation("no.such.key", Locale.ENGLISH));
    }

    @Test
    void putsParametersIn() {
        Words words = new Words();
        assertTrue(words.getTranslation("login.locked.text", Language.PERSIAN.locale(), "۴:۰۵")
                .contains("۴:۰۵"));
    }

    private static Set<String> without(Stream<String> some, Set<String> others) {
        return some.filter(each -> !others.contains(each)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> literals() {
        return sources(SOURCES).flatMap(WordsTest::literals);
    }

    private static Stream<String> literals(Path file) {
        return LITERAL.matcher(text(file)).results().map((MatchResult match) -> match.group(1));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> sources(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> parameters(String words) {
        return PARAMETER.matcher(words).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    private static Set<String> keys(String language) {
        return new TreeSet<>(words(language).stringPropertyNames());
    }

    private static Properties words(String language) {
        Properties words = new Properties();
        Path file = Path.of("src/main/resources/vaadin-i18n/translations_" + language + ".properties");
        try (Reader reader = Files.newBufferedReader(file)) {
            words.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }
}
