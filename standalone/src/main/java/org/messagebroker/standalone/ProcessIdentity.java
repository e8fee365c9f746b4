package org.messagebroker.standalone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One process for ever: its id, and the moment it began, by the kernel's count, in one boot of the machine. A process
 * id that was given to a stranger later makes another identity.
 *
 * @param began clock ticks since the boot
 */
record ProcessIdentity(long pid, String boot, long began) {

    private static final Path PROC = Path.of("/proc");

    /** The identity of a process that runs now; a zombie does not run. */
    static Optional<ProcessIdentity> of(long pid) {
        try {
            String stat = Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"));
            // The name, in brackets, may hold spaces and brackets; the state and the 19 fields after it do not.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            if (fields[0].equals("Z") || fields[0].equals("X")) {
                return Optional.empty();
            }
            return Optional.of(new ProcessIdentity(pid, currentBoot(), Long.parseLong(fields[19])));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String currentBoot() throws IOException {
        return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
    }

    /** Whether this very process still runs. */
    boolean runs() {
        return of(pid).equals(Optional.of(this));
    }

    /** Its command line; empty when it has ended or belongs to someone else. */
    List<String> commandLine() {
        try {
            byte[] raw = Files.readAllBytes(PROC.resolve(Long.toString(pid)).resolve("cmdline"));
            return List.of(new String(raw, StandardCharsets.UTF_8).split("\0"));
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Where it works; empty when it has ended or belongs to someone else. */
    Optional<Path> workingDirectory() {
        return link("cwd");
    }

    /** The program it runs; empty when it has ended or belongs to someone else. */
    Optional<Path> program() {
        return link("exe");
    }

    private Optional<Path> link(String name) {
        try {
            return Optional.of(
                    Files.readSymbolicLink(PROC.resolve(Long.toString(pid)).resolve(name)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
