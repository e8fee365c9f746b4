package org.messagebroker.standalone;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Held by the supervisor of an installation for as long as it lives: the kernel lets go of it even after a SIGKILL, so it
 * never lies.
 */
final class SupervisorLock implements AutoCloseable {

    private final FileChannel channel;

    private SupervisorLock(FileChannel channel) {
        this.channel = channel;
    }

    /** The lock; empty when another supervisor holds it. */
    static Optional<SupervisorLock> take(Installation installation) {
        try {
            FileChannel channel =
                    FileChannel.open(installation.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new SupervisorLock(channel));
        } catch (IOException e) {
            throw new CommandFailure(Exit.FAILED, "Cannot lock " + installation.lock() + ": is it yours?", e);
        }
    }

    /** The supervisor that runs; found by its process file. */
    static Optional<ProcessFile> holder(Installation installation) {
        return ProcessFile.read(installation.processFile("supervisor"))
                .filter(file -> file.process().runs());
    }

    /** Whether a supervisor runs. */
    static boolean isHeld(Installation installation) {
        Path lock = installation.lock();
        return Files.exists(lock) && holder(installation).isPresent();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
