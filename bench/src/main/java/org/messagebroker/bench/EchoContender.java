package org.messagebroker.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.messagebroker.bench.echo.EchoCertificates;
import org.messagebroker.bench.echo.EchoMain;
import org.messagebroker.bench.load.LoadOrder;
import org.messagebroker.bench.load.LoadReport;
import org.messagebroker.bench.load.Target;
import org.messagebroker.bench.process.ChildJvm;

/** The echo in a process of its own. */
final class EchoContender implements Contender, AutoCloseable {
    private final ChildJvm jvm;
    private final Target target;

    private EchoContender(ChildJvm jvm, Target target) {
        this.jvm = jvm;
        this.target = target;
    }

    /**
     * Starts it with certificates made in {@code directory}.
     *
     * @param proxy the working directory of the proxy whose listener's settings it takes
     * @param jvmOptions those of that proxy
     */
    static EchoContender start(Path directory, Path proxy, List<String> jvmOptions) throws IOException {
        EchoCertificates certificates = EchoCertificates.issue(directory, InstantSource.system());
        ChildJvm jvm = ChildJvm.start(EchoMain.class, jvmOptions, EchoMain.arguments(proxy, certificates.server()));
        return new EchoContender(jvm, certificates.target(Integer.parseInt(jvm.nextLine())));
    }

    @Override
    public String name() {
        return "echo";
    }

    @Override
    public LoadOrder order(int connections, Duration warmup, Duration measured) {
        return LoadOrder.echo(target, connections, warmup, measured);
    }

    @Override
    public Map<String, Long> processes() {
        return Map.of(name(), jvm.pid());
    }

    @Override
    public Duration settle(LoadReport load) {
        return Duration.ZERO;
    }

    @Override
    public void close() {
        jvm.close();
    }
}
