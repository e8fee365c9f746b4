--liquibase formatted sql

--changeset messagebroker:0004-1
-- The id is a UUIDv7: time, order and (later) partition follow from it. No foreign keys, which partitions do not allow.
CREATE TABLE messages (
    message_id         BINARY(16)       NOT NULL PRIMARY KEY,
    client_id          VARCHAR(64)      NOT NULL,
    -- A status moves forward only, by (requeue_epoch, status).
    requeue_epoch      INT UNSIGNED     NOT NULL DEFAULT 0,
    status             TINYINT UNSIGNED NOT NULL COMMENT '0 queued, 1 processing, 2 failed, 3 delivered',
    attempt_count      INT UNSIGNED     NOT NULL DEFAULT 0,
    queued_at          DATETIME(3)      NOT NULL COMMENT 'accepted by the proxy',
    created_at         DATETIME(3)      NOT NULL COMMENT 'first seen by the server',
    delivered_at       DATETIME(3)      NULL,
    -- Encrypted, the key version inside; absent until delivered.
    sender_number      VARBINARY(128)   NULL,
    sender_number_hmac BINARY(32)       NULL COMMENT 'keyed, for the exact search',
    message_body       VARBINARY(4200)  NULL,
    KEY messages_client (client_id, message_id),
    KEY messages_status (status, message_id),
    KEY messages_number (sender_number_hmac, message_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

--changeset messagebroker:0004-2
-- What workers gave up, exactly as it was queued. Keyed by client too, for two clients may have used one id.
CREATE TABLE dead_letters (
    message_id    BINARY(16)   NOT NULL,
    client_id     VARCHAR(64)  NOT NULL,
    version       INT          NOT NULL COMMENT 'of the envelope',
    accepted_at   DATETIME(3)  NOT NULL,
    payload       MEDIUMBLOB   NOT NULL COMMENT 'encrypted, the key version inside',
    reason        VARCHAR(500) NOT NULL,
    attempt_count INT UNSIGNED NOT NULL,
    created_at    DATETIME(3)  NOT NULL,
    PRIMARY KEY (message_id, client_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
