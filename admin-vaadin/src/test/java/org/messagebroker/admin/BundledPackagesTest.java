package org.messagebroker.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only permissive licences go to a browser. What really is in the bundle is compared by {@link PageBundleIT}. */
class BundledPackagesTest {

    private final BundledPackages packages = new BundledPackages();

    @Test
    void everyPackageHasAPermissiveLicence() {
        assertFalse(BundledPackages.listed().isEmpty());
        assertEquals(
                List.of(),
                packages.refused(Stream.concat(BundledPackages.listed().stream(), packages.runtime().stream())));
    }

    @Test
    void theListSaysWhatIsInstalled() {
        assertEquals(packages.document(BundledPackages.listed()), BundledPackages.read(BundledPackages.DOCUMENT));
    }

    @Test
    void packagesAreNamedWithoutWhereTheyCameFrom() {
        assertFalse(BundledPackages.read(Path.of("package-lock.json")).contains("\"resolved\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MIT", "Apache-2.0", "OFL", "BSD-3-Clause", "0BSD", "(MPL-2.0 OR Apache-2.0)"})
    void permissiveOnesAreTaken(String licence) {
        assertTrue(BundledPackages.isPermissive(licence));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GPL-3.0-only", "MPL-2.0", "SEE LICENSE IN LICENSE", "(MIT AND GPL-2.0-only)", "none", ""})
    void othersAreRefused(String licence) {
        assertFalse(BundledPackages.isPermissive(licence));
    }

    @Test
    void aPackageThatIsNotInstalledIsRefusedByName() {
        assertEquals(List.of("no-such-package: none"), packages.refused(Stream.of("no-such-package")));
    }
}
