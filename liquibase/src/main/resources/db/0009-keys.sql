--liquibase formatted sql

--changeset messagebroker:0009-1
ALTER TABLE encryption_keys
    ADD COLUMN superseded_at DATETIME(3)     NULL COMMENT 'since when a newer version seals',
    -- The policy that published the newer version: who has confirmed it seals to this one no longer.
    ADD COLUMN policy_epoch  BIGINT UNSIGNED NULL COMMENT 'unseal only',
    ADD COLUMN policy_number BIGINT UNSIGNED NULL COMMENT 'unseal only',
    ADD COLUMN unused_since  DATETIME(3)     NULL COMMENT 'unseal only: when every known proxy had confirmed that policy',
    ADD COLUMN copied_at     DATETIME(3)     NULL COMMENT 'when an administrator had a copy outside the machine',
    ADD COLUMN retired_at    DATETIME(3)     NULL COMMENT 'from then on the key is gone and wrapped_key is empty';

--changeset messagebroker:0009-2
-- One row: the versions that seal. Who stores something sealed holds it shared until the commit, who rotates changes it:
-- so nothing is stored under an older version once a rotation has committed.
CREATE TABLE keys_in_use (
    only_row     TINYINT UNSIGNED NOT NULL PRIMARY KEY,
    content      INT UNSIGNED     NOT NULL,
    unseal       INT UNSIGNED     NOT NULL,
    number_index INT UNSIGNED     NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

--changeset messagebroker:0009-3
INSERT INTO keys_in_use (only_row, content, unseal, number_index) VALUES (1, 1, 1, 1);

--changeset messagebroker:0009-4
-- One row: the newest pass over everything that is stored.
CREATE TABLE reencryption (
    only_row        TINYINT UNSIGNED NOT NULL PRIMARY KEY,
    pass            BIGINT UNSIGNED  NOT NULL COMMENT 'counts up',
    state           VARCHAR(16)      NOT NULL COMMENT 'finished, running or paused',
    content         INT UNSIGNED     NOT NULL COMMENT 'the version under which it leaves everything',
    number_index    INT UNSIGNED     NOT NULL COMMENT 'likewise',
    stage           VARCHAR(16)      NOT NULL COMMENT 'dead_letters, then messages',
    -- The last row that is done with; absent at the beginning of a stage.
    position_id     BINARY(16)       NULL,
    position_client VARCHAR(64)      NULL,
    checked         BIGINT UNSIGNED  NOT NULL COMMENT 'rows done with',
    renewed         BIGINT UNSIGNED  NOT NULL COMMENT 'rows that were sealed again',
    unreadable      BIGINT UNSIGNED  NOT NULL COMMENT 'rows that could not be opened, and stay as they are',
    worked_millis   BIGINT UNSIGNED  NOT NULL,
    started_at      DATETIME(3)      NOT NULL,
    finished_at     DATETIME(3)      NULL,
    -- Who works at it. After the end of the lease another may.
    holder          VARCHAR(64)      NULL,
    lease_until     DATETIME(3)      NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

--changeset messagebroker:0009-5
-- Before the first rotation there is one version of each, so there is nothing to do.
INSERT INTO reencryption (only_row, pass, state, content, number_index, stage, checked, renewed, unreadable,
    worked_millis, started_at, finished_at)
VALUES (1, 0, 'finished', 1, 1, 'messages', 0, 0, 0, 0, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3));

--changeset messagebroker:0009-6
-- Rows that the newest pass could not open, the first thousand of them.
CREATE TABLE reencryption_faults (
    stage      VARCHAR(16)  NOT NULL,
    message_id BINARY(16)   NOT NULL,
    client_id  VARCHAR(64)  NOT NULL,
    reason     VARCHAR(500) NOT NULL,
    found_at   DATETIME(3)  NOT NULL,
    PRIMARY KEY (stage, message_id, client_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

--changeset messagebroker:0009-7
INSERT INTO role_permissions (role, permission) VALUES ('super_admin', 'key.read'), ('super_admin', 'key.write');
