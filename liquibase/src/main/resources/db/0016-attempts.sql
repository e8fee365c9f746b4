--liquibase formatted sql

--changeset messagebroker:0016-1
-- What became of deliveries of messages that were not stored at the first. Of one life of a message, from its acceptance or
-- its return into the queue on, the first attempts and the last ones are kept: the slots are written over in turn.
CREATE TABLE message_attempts (
    message_id    BINARY(16)       NOT NULL,
    client_id     VARCHAR(64)      NOT NULL,
    requeue_epoch INT UNSIGNED     NOT NULL,
    slot          TINYINT UNSIGNED NOT NULL COMMENT '0 put back; 1 to 5 the first attempts; 6 to 20 the last ones',
    attempt       INT UNSIGNED     NOT NULL,
    at            DATETIME(3)      NOT NULL,
    outcome       VARCHAR(16)      NOT NULL COMMENT 'requeued, retry_later, rejected, spent or delivered',
    reason        VARCHAR(500)     NOT NULL COMMENT 'never with anything of the content',
    PRIMARY KEY (message_id, client_id, requeue_epoch, slot)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
