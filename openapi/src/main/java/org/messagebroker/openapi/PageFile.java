package org.messagebroker.openapi;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** The files of the page: ours, and those of Swagger UI (Apache-2.0), which come as a jar from the build. */
enum PageFile {
    START("start.js", "text/javascript", true),
    SCRIPT("swagger-ui-bundle.js", "text/javascript", false),
    STYLE("swagger-ui.css", "text/css", false),
    ICON("favicon-32x32.png", "image/png", false);

    private static final String JAR = "META-INF/maven/org.webjars/swagger-ui/pom.properties";

    private final String fileName;
    private final String type;
    private final boolean ours;

    PageFile(String fileName, String type, boolean ours) {
        this.fileName = fileName;
        this.type = type;
        this.ours = ours;
    }

    static Optional<PageFile> named(String name) {
        return Stream.of(values()).filter(each -> each.fileName.equals(name)).findFirst();
    }

    String fileName() {
        return fileName;
    }

    String type() {
        return type;
    }

    byte[] bytes() {
        return Resource.bytes((ours ? "openapi/page/" : folder()) + fileName);
    }

    /** The jar names its folder after its version. */
    private static String folder() {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(new String(Resource.bytes(JAR), StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "META-INF/resources/webjars/swagger-ui/" + properties.getProperty("version") + "/";
    }
}
