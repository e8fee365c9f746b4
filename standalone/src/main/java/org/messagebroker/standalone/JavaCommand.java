package org.messagebroker.standalone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command lines of our own processes. They name part and installation, and hold nothing secret. */
final class JavaCommand {

    static final String PART_MARKER = "-Dmessage-broker.part=";

    private JavaCommand() {}

    static String dataMarker(Installation installation) {
        return "-Dmessage-broker.data=" + installation.data();
    }

    /** A service, from its jar. {@code setsid} keeps the terminal's Ctrl-C from it: the supervisor decides the order. */
    static List<String> ofPart(Part part, Installation installation, Checkout checkout) {
        List<String> command = common(part.name(), installation, checkout);
        Path jar = checkout.jar(part.module());
        command.addAll(part.javaOptions());
        command.addAll(StartCache.of(jar, installation).options());
        command.add("-jar");
        command.add(jar.toString());
        return command;
    }

    /** The supervisor, from the class path of this process, in a session of its own. */
    static List<String> ofSupervisor(Installation installation, Checkout checkout, List<String> arguments) {
        List<String> command = common("supervisor", installation, checkout);
        command.addAll(List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.add("-Dlogback.configurationFile=supervisor-logback.xml");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Broker.class.getName());
        command.addAll(arguments);
        return command;
    }

    private static List<String> common(String part, Installation installation, Checkout checkout) {
        List<String> command = new ArrayList<>();
        command.add("setsid");
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(checkout.marker());
        command.add(dataMarker(installation));
        command.add(PART_MARKER + part);
        command.add("--enable-native-access=ALL-UNNAMED");
        return command;
    }
}
