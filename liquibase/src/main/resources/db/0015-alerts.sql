--liquibase formatted sql

--changeset messagebroker:0015-1
CREATE TABLE alert_rules (
    kind        VARCHAR(32)     NOT NULL PRIMARY KEY,
    active      BOOLEAN         NOT NULL,
    level       VARCHAR(16)     NOT NULL COMMENT 'info, warning or critical',
    recipients  VARCHAR(8000)   NOT NULL COMMENT 'JSON list of e-mail addresses; empty for every active super_admin',
    lead_days   INT UNSIGNED    NULL COMMENT 'how long before an end',
    threshold   BIGINT UNSIGNED NULL COMMENT 'seconds, rows or percent, as the kind has it',
    repeat_days INT UNSIGNED    NOT NULL COMMENT 'said again after so many days; 0 for once'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

--changeset messagebroker:0015-2
INSERT INTO alert_rules (kind, active, level, recipients, lead_days, threshold, repeat_days) VALUES
    ('certificate_client', TRUE, 'warning', '[]', 30, NULL, 7),
    ('certificate_proxy', TRUE, 'critical', '[]', 14, NULL, 1),
    ('certificate_worker', TRUE, 'critical', '[]', 14, NULL, 1),
    ('certificate_server', TRUE, 'critical', '[]', 14, NULL, 1),
    ('certificate_portal', TRUE, 'critical', '[]', 14, NULL, 1),
    ('certificate_authority', TRUE, 'critical', '[]', 180, NULL, 30),
    ('user', TRUE, 'info', '[]', 14, NULL, 0),
    ('proxy_offline', TRUE, 'critical', '[]', NULL, 300, 1),
    ('queue_age', TRUE, 'warning', '[]', NULL, 600, 1),
    ('dead_letters', TRUE, 'warning', '[]', NULL, 1, 7),
    ('disk', TRUE, 'critical', '[]', NULL, 85, 1),
    ('failed_logins', TRUE, 'warning', '[]', NULL, 50, 1),
    ('audit', TRUE, 'critical', '[]', NULL, NULL, 1);

--changeset messagebroker:0015-3
-- What is wrong now, and when that was last said.
CREATE TABLE alert_states (
    kind         VARCHAR(32)  NOT NULL,
    subject      VARCHAR(255) NOT NULL COMMENT 'which one, such as a fingerprint or the name of a proxy',
    level        VARCHAR(16)  NOT NULL,
    facts        MEDIUMTEXT   NOT NULL COMMENT 'JSON',
    since        DATETIME(3)  NOT NULL,
    told_at      DATETIME(3)  NOT NULL,
    absent_since DATETIME(3)  NULL COMMENT 'not seen any more from then on; soon an all-clear',
    PRIMARY KEY (kind, subject)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

--changeset messagebroker:0015-4
CREATE TABLE alert_events (
    event_id   BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    at         DATETIME(3)     NOT NULL,
    kind       VARCHAR(32)     NOT NULL,
    subject    VARCHAR(255)    NOT NULL,
    level      VARCHAR(16)     NOT NULL,
    event      VARCHAR(16)     NOT NULL COMMENT 'raised, repeated or cleared',
    facts      MEDIUMTEXT      NOT NULL COMMENT 'JSON',
    recipients VARCHAR(8000)   NOT NULL COMMENT 'JSON list of whom it was mailed to',
    KEY alert_events_at (at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
