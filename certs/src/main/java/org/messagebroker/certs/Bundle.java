package org.messagebroker.certs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Everything a new client needs, as one archive: {@code ca.crt}, {@code ID.crt}, {@code ID.key} and a line to try it with. */
public final class Bundle {

    private static final String EXPLANATION = """
            %1$s.crt   the certificate of %1$s; give it with every call
            %1$s.key   its private key: mode 0600, never by e-mail; it exists nowhere else
            ca.crt     whom to trust: the broker's certificate must come from it
            curl.txt   a line that sends a message

            %1$s.crt   گواهی %1$s؛ با هر درخواست فرستاده می‌شود
            %1$s.key   کلید خصوصی آن: فقط برای صاحبش خواندنی باشد و با ایمیل فرستاده نشود؛ نسخهٔ دیگری از آن نیست
            ca.crt     به چه کسی اعتماد شود: گواهی سامانه باید از آن باشد
            curl.txt   یک خط برای فرستادن پیام آزمایشی
            """;

    private Bundle() {}

    /**
     * The archive (ZIP).
     *
     * @param name of the holder
     * @param authorities PEM: the roots to trust
     * @param proxy where messages are handed in, such as {@code https://proxy.example:8001}
     */
    public static byte[] zip(String name, Issued issued, String authorities, String proxy) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("ca.crt", authorities);
        files.put(name + ".crt", Pem.ofCertificates(issued.chain()));
        files.put(name + ".key", Pem.ofPrivateKey(issued.key()));
        files.put("curl.txt", curl(name, proxy));
        files.put("README.txt", EXPLANATION.formatted(name));
        return zip(files);
    }

    /** The line that sends a message. */
    public static String curl(String name, String proxy) {
        return """
                curl --cert %1$s.crt --key %1$s.key --cacert ca.crt -H 'Content-Type: application/json' \
                -d '{"sender_number":"+989121234567","message_body":"سلام"}' %2$s/api/v1/messages
                """.formatted(name, proxy);
    }

    private static byte[] zip(Map<String, String> files) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
