package org.messagebroker.bench;

/** Tells the person who waits what is going on. */
@FunctionalInterface
interface Progress {
    void say(String line);
}
