package org.messagebroker.standalone;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Every port of an installation.
 *
 * @param offset added to each, so that installations can run side by side
 */
record Ports(int offset) {

    private static final int HIGHEST = 9103;
    private static final int LIMIT = 65_535 - HIGHEST;

    Ports {
        if (offset < 0 || offset > LIMIT) {
            throw new CommandFailure(
                    Exit.USAGE, "--port-offset is " + offset + "; it must be between 0 and " + LIMIT + ".");
        }
    }

    int proxy() {
        return 8001 + offset;
    }

    int proxyManagement() {
        return 9101 + offset;
    }

    int server() {
        return 8000 + offset;
    }

    int serverManagement() {
        return 9102 + offset;
    }

    int workerManagement() {
        return 9100 + offset;
    }

    int admin() {
        return 8080 + offset;
    }

    int adminManagement() {
        return HIGHEST + offset;
    }

    int redis() {
        return 8379 + offset;
    }

    int mariaDb() {
        return 8306 + offset;
    }

    /** Of the mail server that keeps everything on this machine. */
    int mail() {
        return 8025 + offset;
    }

    /** What each port is for, in the order in which people look for them. */
    Map<Integer, String> uses() {
        Map<Integer, String> uses = new LinkedHashMap<>();
        uses.put(proxy(), "proxy");
        uses.put(server(), "server");
        uses.put(admin(), "admin");
        uses.put(redis(), "redis");
        uses.put(mariaDb(), "mariadb");
        uses.put(mail(), "mail");
        uses.put(workerManagement(), "worker's metrics");
        uses.put(proxyManagement(), "proxy's management");
        uses.put(serverManagement(), "server's management");
        uses.put(adminManagement(), "admin's management");
        return uses;
    }
}
