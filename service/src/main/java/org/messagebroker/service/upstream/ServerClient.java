package org.messagebroker.service.upstream;

/** Calls the server over mTLS. Thread-safe. */
public interface ServerClient extends AutoCloseable {

    /** {@code GET path}, the answer read as {@code type}. */
    <T> Reply<T> get(String path, Class<T> type);

    /** {@code POST path} with a value, the answer read as {@code type}; {@code Void} for none. */
    <T> Reply<T> post(String path, Object body, Class<T> type);

    /** {@code PUT path} with a value. */
    <T> Reply<T> put(String path, Object body, Class<T> type);

    @Override
    void close();
}
