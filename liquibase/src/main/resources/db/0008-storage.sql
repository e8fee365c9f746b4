--liquibase formatted sql

--changeset messagebroker:0008-1
-- A page of one client, or of one client in one status, is read from this index from its newest entry on.
ALTER TABLE messages
    DROP KEY messages_client,
    ADD KEY messages_client (client_id, status, message_id);

--changeset messagebroker:0008-2
-- What was stored before stands in the catch-all until the server, before it is ready, has made the partitions of its time.
ALTER TABLE messages PARTITION BY RANGE COLUMNS (message_id) (PARTITION rest VALUES LESS THAN (MAXVALUE));

--changeset messagebroker:0008-3
-- How long messages are kept. The empty client_id stands for every client without a row of its own.
CREATE TABLE retention_policies (
    client_id   VARCHAR(64)       NOT NULL PRIMARY KEY,
    keep_days   SMALLINT UNSIGNED NULL COMMENT 'both absent: for ever',
    keep_months SMALLINT UNSIGNED NULL COMMENT 'of the calendar',
    changed_at  DATETIME(3)       NOT NULL,
    changed_by  VARCHAR(254)      NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

--changeset messagebroker:0008-4
-- Below its floor nothing of a client is shown, counted or stored. A floor only rises, for what was below it may be gone.
CREATE TABLE retention_floors (
    client_id VARCHAR(64) NOT NULL PRIMARY KEY COMMENT 'empty for every client without a row of its own',
    floor     BINARY(16)  NOT NULL COMMENT 'lowest id shown',
    purged    BINARY(16)  NOT NULL COMMENT 'below it nothing of the client is left in the table',
    moved_at  DATETIME(3) NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

--changeset messagebroker:0008-5
INSERT INTO retention_floors (client_id, floor, purged, moved_at)
VALUES ('', REPEAT(CHAR(0), 16), REPEAT(CHAR(0), 16), UTC_TIMESTAMP(3));

--changeset messagebroker:0008-6
CREATE TABLE retention_runs (
    run_id             BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    started_at         DATETIME(3)     NOT NULL,
    finished_at        DATETIME(3)     NULL COMMENT 'absent while it runs, and for ever when the server ended meanwhile',
    started_by         VARCHAR(254)    NOT NULL,
    hidden             BIGINT          NOT NULL COMMENT 'messages that its floors put out of sight',
    deleted            BIGINT          NOT NULL DEFAULT 0 COMMENT 'rows deleted one by one',
    partitions_dropped INT             NOT NULL DEFAULT 0,
    KEY retention_runs_finished (finished_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

--changeset messagebroker:0008-7
-- Counts of messages, by the time in their ids. Every message is counted under the one status that it has now.
CREATE TABLE statistics_rollups (
    span        VARCHAR(8)   NOT NULL COMMENT 'quarter, day, month, jmonth, all, or expired (what floors have hidden)',
    -- Of everybody together where it is empty; those rows have no domain either.
    client_id   VARCHAR(64)  NOT NULL,
    period      INT UNSIGNED NOT NULL COMMENT 'quarter-hours since 1970 (UTC), yyyymmdd, yyyymm, Jalali yyyymm, or 0',
    domain      VARCHAR(255) NOT NULL COMMENT 'of the client in the inventory when it was counted; never from the message',
    queued      BIGINT       NOT NULL,
    processing  BIGINT       NOT NULL,
    failed      BIGINT       NOT NULL,
    delivered   BIGINT       NOT NULL,
    -- From acceptance to storage.
    delivery_ms BIGINT       NOT NULL COMMENT 'sum',
    t10 BIGINT NOT NULL COMMENT 'up to 10 ms', t20 BIGINT NOT NULL, t50 BIGINT NOT NULL, t100 BIGINT NOT NULL,
    t200 BIGINT NOT NULL, t500 BIGINT NOT NULL, t1000 BIGINT NOT NULL, t2000 BIGINT NOT NULL, t5000 BIGINT NOT NULL,
    t10000 BIGINT NOT NULL, t30000 BIGINT NOT NULL, t60000 BIGINT NOT NULL, t300000 BIGINT NOT NULL,
    t3600000 BIGINT NOT NULL, tmore BIGINT NOT NULL COMMENT 'more than an hour',
    PRIMARY KEY (span, client_id, period, domain),
    KEY statistics_period (span, period)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

--changeset messagebroker:0008-8
-- Changes that are not in the rollups yet. Every transaction that changes messages adds rows here and touches no other, so
-- that none waits for another; one server at a time moves them on into the rollups.
CREATE TABLE statistics_pending (
    change_id   BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    client_id   VARCHAR(64)     NOT NULL,
    quarter     INT UNSIGNED    NOT NULL,
    queued      INT             NOT NULL,
    processing  INT             NOT NULL,
    failed      INT             NOT NULL,
    delivered   INT             NOT NULL,
    delivery_ms BIGINT          NOT NULL,
    t10 INT NOT NULL, t20 INT NOT NULL, t50 INT NOT NULL, t100 INT NOT NULL, t200 INT NOT NULL, t500 INT NOT NULL,
    t1000 INT NOT NULL, t2000 INT NOT NULL, t5000 INT NOT NULL, t10000 INT NOT NULL, t30000 INT NOT NULL,
    t60000 INT NOT NULL, t300000 INT NOT NULL, t3600000 INT NOT NULL, tmore INT NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

--changeset messagebroker:0008-9
-- What was stored before there were rollups.
INSERT INTO statistics_pending (client_id, quarter, queued, processing, failed, delivered, delivery_ms, t10, t20, t50, t100,
    t200, t500, t1000, t2000, t5000, t10000, t30000, t60000, t300000, t3600000, tmore)
SELECT client_id, quarter, SUM(status = 0), SUM(status = 1), SUM(status = 2), SUM(status = 3), SUM(IF(status = 3, ms, 0)),
    SUM(status = 3 AND ms <= 10), SUM(status = 3 AND ms > 10 AND ms <= 20), SUM(status = 3 AND ms > 20 AND ms <= 50),
    SUM(status = 3 AND ms > 50 AND ms <= 100), SUM(status = 3 AND ms > 100 AND ms <= 200),
    SUM(status = 3 AND ms > 200 AND ms <= 500), SUM(status = 3 AND ms > 500 AND ms <= 1000),
    SUM(status = 3 AND ms > 1000 AND ms <= 2000), SUM(status = 3 AND ms > 2000 AND ms <= 5000),
    SUM(status = 3 AND ms > 5000 AND ms <= 10000), SUM(status = 3 AND ms > 10000 AND ms <= 30000),
    SUM(status = 3 AND ms > 30000 AND ms <= 60000), SUM(status = 3 AND ms > 60000 AND ms <= 300000),
    SUM(status = 3 AND ms > 300000 AND ms <= 3600000), SUM(status = 3 AND ms > 3600000)
FROM (SELECT client_id, status, CAST(CONV(HEX(SUBSTRING(message_id, 1, 6)), 16, 10) AS UNSIGNED) DIV 900000 AS quarter,
        GREATEST(0, COALESCE(TIMESTAMPDIFF(MICROSECOND, queued_at, delivered_at) DIV 1000, 0)) AS ms
    FROM messages) each_message
GROUP BY client_id, quarter;
