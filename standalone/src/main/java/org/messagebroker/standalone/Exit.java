package org.messagebroker.standalone;

/** What the exit code of a command means. */
enum Exit {
    DONE(0),
    FAILED(1),
    /** Wrong usage, or a setting that cannot be used. */
    USAGE(2),
    NOT_RUNNING(3),
    /** A JDK, Maven or another tool is missing; given by the script. */
    TOOL_MISSING(4),
    PORT_TAKEN(5),
    /** The proxy refused the message. */
    REFUSED(6);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
