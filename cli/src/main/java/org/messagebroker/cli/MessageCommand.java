package org.messagebroker.cli;

import picocli.CommandLine.Command;

/** Messages. */
@Command(
        name = "message",
        description = "Messages: those that were given up, and what is to become of them.",
        subcommands = DeadLetterCommand.class,
        mixinStandardHelpOptions = true)
final class MessageCommand {}
