package org.messagebroker.bench;

/** Tells the person who waits what is going on. */
@FunctionalInterface
public interface Progress {
    /** One line. */
    void say(String line);
}
