--liquibase formatted sql

--changeset messagebroker:0010-1
ALTER TABLE dead_letters
    ADD COLUMN kind          VARCHAR(16)  NOT NULL DEFAULT 'rejected' COMMENT 'rejected by the server, or spent: all attempts tried',
    ADD COLUMN state         VARCHAR(16)  NOT NULL DEFAULT 'dead' COMMENT 'dead, or requeued: on its way again, kept until stored or dead again',
    ADD COLUMN requeue_epoch INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'how often it was put back',
    ADD KEY dead_letters_state (state, message_id),
    ADD KEY dead_letters_client (client_id, message_id),
    ADD KEY dead_letters_created (created_at);

--changeset messagebroker:0010-2
UPDATE dead_letters SET kind = 'spent' WHERE reason LIKE '% attempts are spent;%';

--changeset messagebroker:0010-3
-- What was discarded, for as long as a worker may still hand it over once more.
CREATE TABLE discarded_letters (
    message_id   BINARY(16)  NOT NULL,
    client_id    VARCHAR(64) NOT NULL,
    discarded_at DATETIME(3) NOT NULL,
    PRIMARY KEY (message_id, client_id),
    KEY discarded_letters_age (discarded_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

--changeset messagebroker:0010-4
-- What workers of a site are to do, until one has said that it is done.
CREATE TABLE commands (
    -- A UUIDv7, so that the oldest come first.
    command_id    BINARY(16)   NOT NULL PRIMARY KEY,
    site          VARCHAR(64)  NOT NULL,
    kind          VARCHAR(32)  NOT NULL COMMENT 'requeue or discard_quarantined',
    message_id    BINARY(16)   NULL,
    client_id     VARCHAR(64)  NULL,
    requeue_epoch INT UNSIGNED NOT NULL DEFAULT 0,
    entry         VARCHAR(255) NULL,
    created_at    DATETIME(3)  NOT NULL,
    -- Given out; not to others before this time.
    taken_until   DATETIME(3)  NOT NULL,
    KEY commands_site (site, command_id),
    KEY commands_message (message_id, client_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

--changeset messagebroker:0010-5
-- What the queues of the sites have set aside, as workers report it.
CREATE TABLE site_quarantines (
    site        VARCHAR(64) NOT NULL PRIMARY KEY,
    reported_at DATETIME(3) NOT NULL,
    report      MEDIUMTEXT  NOT NULL COMMENT 'JSON'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
