--liquibase formatted sql

--changeset messagebroker:0007-1
ALTER TABLE clients
    ADD COLUMN site            VARCHAR(64)   NOT NULL DEFAULT 'main' COMMENT 'the only one whose proxies take its messages',
    ADD COLUMN rate_per_minute INT UNSIGNED  NULL COMMENT '0 blocks, absent is no limit',
    ADD COLUMN replay_mode     VARCHAR(16)   NOT NULL DEFAULT 'optional' COMMENT 'off, optional or required',
    ADD COLUMN grace_seconds   BIGINT UNSIGNED NULL COMMENT 'how long it may send while the server is away',
    ADD COLUMN contact         VARCHAR(255)  NULL,
    ADD COLUMN notes           VARCHAR(4000) NULL,
    ADD COLUMN changed_at      DATETIME(3)   NULL;

--changeset messagebroker:0007-2
CREATE TABLE sites (
    name            VARCHAR(64)  NOT NULL PRIMARY KEY,
    rate_per_minute INT UNSIGNED NULL COMMENT 'of all its clients together; absent is no limit',
    created_at      DATETIME(3)  NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

--changeset messagebroker:0007-3
INSERT INTO sites (name, created_at) VALUES ('main', UTC_TIMESTAMP(3));

--changeset messagebroker:0007-4
CREATE TABLE api_keys (
    key_id     VARCHAR(32)   NOT NULL PRIMARY KEY,
    client_id  VARCHAR(64)   NOT NULL,
    key_hash   BINARY(32)    NOT NULL COMMENT 'SHA-256 of 256 random bits, so a plain hash does',
    addresses  VARCHAR(2000) NOT NULL COMMENT 'JSON list of addresses and networks',
    state      VARCHAR(16)   NOT NULL COMMENT 'active or revoked',
    not_after  DATETIME(3)   NULL,
    created_at DATETIME(3)   NOT NULL,
    revoked_at DATETIME(3)   NULL,
    KEY api_keys_client (client_id),
    CONSTRAINT api_keys_client FOREIGN KEY (client_id) REFERENCES clients (client_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

--changeset messagebroker:0007-5
-- One row. Every act that changes what proxies obey raises the number in its own transaction.
CREATE TABLE policy_version (
    only_row   TINYINT UNSIGNED NOT NULL PRIMARY KEY,
    epoch      BIGINT UNSIGNED  NOT NULL,
    number     BIGINT UNSIGNED  NOT NULL,
    changed_at DATETIME(3)      NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

--changeset messagebroker:0007-6
INSERT INTO policy_version (only_row, epoch, number, changed_at) VALUES (1, 1, 1, UTC_TIMESTAMP(3));

--changeset messagebroker:0007-7
-- Proxies as they have reported themselves.
CREATE TABLE proxies (
    name             VARCHAR(64)     NOT NULL PRIMARY KEY,
    site             VARCHAR(64)     NOT NULL,
    first_seen       DATETIME(3)     NOT NULL,
    last_seen        DATETIME(3)     NOT NULL,
    confirmed_epoch  BIGINT UNSIGNED NOT NULL,
    confirmed_number BIGINT UNSIGNED NOT NULL,
    confirmed_at     DATETIME(3)     NOT NULL,
    report           MEDIUMTEXT      NOT NULL COMMENT 'JSON'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

--changeset messagebroker:0007-8
CREATE TABLE tls_policies (
    listener    VARCHAR(16)   NOT NULL PRIMARY KEY COMMENT 'proxy or server',
    settings    VARCHAR(4000) NOT NULL COMMENT 'JSON, in force; on trial while trial_until is there',
    otherwise   VARCHAR(4000) NULL COMMENT 'JSON, what returns when the trial ends; absent outside a trial',
    change_id   VARCHAR(64)   NOT NULL,
    trial_until DATETIME(3)   NULL,
    changed_at  DATETIME(3)   NOT NULL,
    changed_by  VARCHAR(254)  NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

--changeset messagebroker:0007-9
-- What the other side negotiated, to tell who would be cut off by a change.
CREATE TABLE tls_negotiated (
    listener    VARCHAR(16)     NOT NULL,
    peer        VARCHAR(80)     NOT NULL COMMENT 'client:ID, proxy:NAME, worker:NAME, or empty',
    protocol    VARCHAR(16)     NOT NULL,
    cipher      VARCHAR(64)     NOT NULL,
    connections BIGINT UNSIGNED NOT NULL,
    first_at    DATETIME(3)     NOT NULL,
    last_at     DATETIME(3)     NOT NULL,
    PRIMARY KEY (listener, peer, protocol, cipher),
    KEY tls_negotiated_last (last_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
