package org.messagebroker.service.address;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of IPv4 or IPv6 addresses (CIDR, RFC 4632): {@code 10.0.0.0/8}, {@code 2001:db8::/32}; a plain address is the range
 * of itself.
 *
 * @param first the lowest address
 * @param prefix how many leading bits every address of the range shares with it
 */
public record Network(InetAddress first, int prefix) {

    private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern FOUR = Pattern.compile(BYTE + "(?:\\." + BYTE + "){3}");
    private static final Pattern SIX = Pattern.compile("[0-9a-fA-F:.]{2,45}");
    private static final Pattern FORM = Pattern.compile("([^/]+)(?:/(0|[1-9]\\d{0,2}))?");

    /**
     * Reads an address or a range.
     *
     * @throws IllegalArgumentException if it is none, or the address has bits beyond the prefix
     */
    public static Network parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        InetAddress first = Optional.of(form)
                .filter(Matcher::matches)
                .flatMap(matched -> address(matched.group(1)))
                .orElseThrow(() -> fault(text, "is not an address or a range such as 10.0.0.0/8 or 2001:db8::/32"));
        int bits = first.getAddress().length * Byte.SIZE;
        int prefix = Optional.ofNullable(form.group(2)).map(Integer::parseInt).orElse(bits);
        if (prefix > bits) {
            throw fault(text, "has a prefix longer than " + bits + " bits");
        }
        if (!isZeroFrom(prefix, first.getAddress())) {
            throw fault(text, "has bits beyond its prefix; write the lowest address of the range, or a longer prefix");
        }
        return new Network(first, prefix);
    }

    /** An address written in digits, never looked up; IPv4 in the form of IPv6 is IPv4. Empty for anything else. */
    public static Optional<InetAddress> address(String text) {
        boolean four = FOUR.matcher(text).matches();
        if (!four && (text.indexOf(':') < 0 || !SIX.matcher(text).matches())) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    /** Whether the address is of the range. */
    public boolean contains(InetAddress address) {
        byte[] mine = first.getAddress();
        byte[] asked = address.getAddress();
        if (mine.length != asked.length) {
            return false;
        }
        for (int i = 0; i < mine.length; i++) {
            mine[i] ^= asked[i];
        }
        return isZeroUntil(prefix, mine);
    }

    @Override
    public String toString() {
        return first.getHostAddress() + "/" + prefix;
    }

    private static boolean isZeroUntil(int bit, byte[] bytes) {
        for (int i = 0; i < bit; i++) {
            if (isSet(bytes, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isZeroFrom(int bit, byte[] bytes) {
        for (int i = bit; i < bytes.length * Byte.SIZE; i++) {
            if (isSet(bytes, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSet(byte[] bytes, int bit) {
        return (bytes[bit / Byte.SIZE] >> (Byte.SIZE - 1 - bit % Byte.SIZE) & 1) == 1;
    }

    private static IllegalArgumentException fault(String text, String what) {
        return new IllegalArgumentException(text + " " + what);
    }
}
