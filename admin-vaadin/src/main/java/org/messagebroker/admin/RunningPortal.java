package org.messagebroker.admin;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The portal while it runs. */
public final class RunningPortal implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    RunningPortal(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** The TCP port of the pages. */
    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** The TCP port of health and metrics. */
    public int managementPort() {
        return context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
    }

    /** Stops listening, lets requests under way finish, and ends every session. */
    @Override
    public void close() {
        SpringApplication.exit(context);
    }
}
