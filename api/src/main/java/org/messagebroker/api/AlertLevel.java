package org.messagebroker.api;

/** How grave an alert is. */
public enum AlertLevel {
    INFO,
    WARNING,
    CRITICAL
}
