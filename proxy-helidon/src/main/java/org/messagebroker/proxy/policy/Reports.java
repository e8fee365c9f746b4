package org.messagebroker.proxy.policy;

import org.messagebroker.api.ProxyReport;

/** What the proxy tells the server with each question for the policy. */
public interface Reports {

    /** How the proxy is at this moment. */
    ProxyReport now();

    /** The server has taken this report. */
    void taken(ProxyReport report);
}
