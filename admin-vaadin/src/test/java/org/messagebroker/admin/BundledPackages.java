package org.messagebroker.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The npm packages of the pages and their licences, as {@code package-lock.json} and {@code docs/licences.md} tell them. */
final class BundledPackages {

    static final Path DOCUMENT =
            Path.of("").toAbsolutePath().resolveSibling("docs").resolve("licences.md");

    private static final Path LOCK = Path.of("package-lock.json");
    private static final Set<String> PERMISSIVE =
            Set.of("Apache-2.0", "MIT", "OFL", "OFL-1.1", "BSD-2-Clause", "BSD-3-Clause", "ISC", "0BSD");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|");
    private static final String HEAD = """
            # Licences of what a browser gets

            The pages' script and fonts are made of these npm packages and of nothing else; the build's own tools are not
            in them. A test compares this list with the bundle and fails on a licence that is not
            [among the permissive ones](decisions/2026-11-26-licences.md).

            | Package | Version | Licence |
            |---|---|---|
            """;
    private static final String FOOT = """

            Fonts: Vazirmatn (OFL-1.1), from its package; Instrument Sans (OFL-1.1), from Vaadin's Aura theme. The sign of
            the broker and the style of the pages are its own.
            """;

    private final JsonNode packages;

    BundledPackages() {
        packages = JsonMapper.shared().readTree(read(LOCK)).path("packages");
    }

    /** Those that the document names. */
    static Set<String> listed() {
        return ROW.matcher(read(DOCUMENT))
                .results()
                .map((MatchResult row) -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Those that are installed for the pages and not only for building them. */
    Set<String> runtime() {
        return packages.propertyStream()
                .filter(each ->
                        !each.getKey().isEmpty() && !each.getValue().path("dev").asBoolean())
                .map(each -> each.getKey().replaceFirst("^node_modules/", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the document says when these are in the bundle. */
    String document(Collection<String> names) {
        return names.stream()
                .sorted()
                .map(name ->
                        "| `" + name + "` | " + entry(name).path("version").asString() + " | " + licence(name) + " |\n")
                .collect(Collectors.joining("", HEAD, FOOT));
    }

    /** The ones among these whose licence is not permissive, each with it. */
    List<String> refused(Stream<String> names) {
        return names.filter(name -> !isPermissive(licence(name)))
                .map(name -> name + ": " + licence(name))
                .toList();
    }

    /** Whether a licence, or one of those that may be chosen, is permissive (SPDX; nothing but names and OR is understood). */
    static boolean isPermissive(String licence) {
        return Arrays.stream(licence.replaceAll("^\\((.*)\\)$", "$1").split(" OR "))
                .anyMatch(PERMISSIVE::contains);
    }

    private String licence(String name) {
        return entry(name).path("license").asString("none");
    }

    private JsonNode entry(String name) {
        return packages.path("node_modules/" + name);
    }

    static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
