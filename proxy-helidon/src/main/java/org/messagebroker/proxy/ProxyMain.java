package org.messagebroker.proxy;

import org.messagebroker.enrolment.Enrolment;
import org.messagebroker.service.Launcher;
import org.messagebroker.service.Service;
import org.messagebroker.service.StartException;
import org.messagebroker.service.tls.Peer;
import org.messagebroker.settings.Settings;
import org.messagebroker.settings.SettingsException;

/** Runs the proxy as a process; see {@link Launcher} for settings, signals and exit codes. */
public final class ProxyMain {

    private ProxyMain() {}

    /** Runs until told to stop. */
    public static void main(String[] args) {
        Launcher.run("proxy", ProxyMain.class, ProxyMain::start);
    }

    /**
     * Starts a proxy; it starts also while Redis or the server are away.
     *
     * @throws SettingsException if a setting is malformed
     * @throws StartException if it cannot start, saying why
     */
    public static Service start(Settings settings) {
        Enrolment.joinIfNew(settings, Peer.Role.PROXY);
        return Proxy.start(settings);
    }
}
