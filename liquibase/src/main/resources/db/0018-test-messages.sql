--liquibase formatted sql

--changeset messagebroker:0018-1
-- The last test message of each proxy. It is no client's, so it stands in no table of messages and in no count.
CREATE TABLE test_messages (
    proxy        VARCHAR(64)  NOT NULL PRIMARY KEY,
    test_id      BINARY(16)   NOT NULL COMMENT 'random; only this proxy is told it',
    ordered_at   DATETIME(3)  NOT NULL,
    ordered_by   VARCHAR(254) NOT NULL,
    fetched_at   DATETIME(3)  NULL,
    reported_at  DATETIME(3)  NULL COMMENT 'when the proxy said what became of it',
    message_id   BINARY(16)   NULL,
    accepted_at  DATETIME(3)  NULL COMMENT 'by the clock of the proxy',
    refusal      VARCHAR(300) NULL,
    delivered_at DATETIME(3)  NULL,
    worker       VARCHAR(64)  NULL,
    CONSTRAINT test_messages_proxy FOREIGN KEY (proxy) REFERENCES proxies (name) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
