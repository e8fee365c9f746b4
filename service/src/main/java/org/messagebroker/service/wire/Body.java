package org.messagebroker.service.wire;

/** The body of the request under way: how many of the bytes that come are its own. */
sealed interface Body {

    /** Whether nothing of it is to come. */
    boolean isComplete();

    /** Follows the bytes; how many of them belong to the body. */
    int follow(byte[] bytes, int from, int to) throws Refusal;

    /** The body that the head announces. */
    static Body of(RequestHead.Framing framing, int maxBodyBytes) throws Refusal {
        return switch (framing) {
            case RequestHead.Framing.Chunked() -> new Chunked(new ChunkedFraming(maxBodyBytes));
            case RequestHead.Framing.Length(long bytes) when bytes == 0 -> new None();
            case RequestHead.Framing.Length(long bytes)
            when bytes > maxBodyBytes -> throw Refusal.tooLarge(maxBodyBytes);
            case RequestHead.Framing.Length(long bytes) -> new Sized(bytes);
        };
    }

    /** No body. */
    record None() implements Body {
        @Override
        public boolean isComplete() {
            return true;
        }

        @Override
        public int follow(byte[] bytes, int from, int to) {
            return 0;
        }
    }

    /** A body of a declared length. */
    final class Sized implements Body {

        private long left;

        Sized(long length) {
            this.left = length;
        }

        @Override
        public boolean isComplete() {
            return left == 0;
        }

        @Override
        public int follow(byte[] bytes, int from, int to) {
            int taken = (int) Math.min(left, to - from);
            left -= taken;
            return taken;
        }
    }

    /** A body in chunks. */
    record Chunked(ChunkedFraming framing) implements Body {
        @Override
        public boolean isComplete() {
            return framing.isComplete();
        }

        @Override
        public int follow(byte[] bytes, int from, int to) throws Refusal {
            return framing.follow(bytes, from, to);
        }
    }
}
