package org.messagebroker.admin.server;

import java.util.Arrays;

/** A file with a certificate, its key and whom to trust; {@link #toString()} hides it. */
public record Bundle(Form form, byte[] content) {

    public Bundle {
        content = content.clone();
    }

    @Override
    public byte[] content() {
        return content.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bundle bundle && form == bundle.form && Arrays.equals(content, bundle.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return "Bundle[" + form + "]";
    }

    /** How it is put together. */
    public enum Form {
        /** PEM files, and a line that sends a message. */
        ZIP("zip", "application/zip"),
        /** One PKCS#12 file under a password. */
        P12("p12", "application/x-pkcs12");

        private final String ending;
        private final String type;

        Form(String ending, String type) {
            this.ending = ending;
            this.type = type;
        }

        /** Of the file's name, without the dot. */
        public String ending() {
            return ending;
        }

        /** The media type. */
        public String type() {
            return type;
        }
    }
}
