--liquibase formatted sql

-- Each row carries an HMAC, under a key that is not in the database, over itself and the HMAC of the row before it in its
-- chain. Rows from before have none until the server chains them, once, at its first start with this schema.

--changeset messagebroker:0014-1
ALTER TABLE audit
    ADD COLUMN chain        VARCHAR(16)     NOT NULL DEFAULT 'acts' COMMENT 'acts, or logins: those that failed',
    ADD COLUMN position     BIGINT UNSIGNED NULL COMMENT 'from 1, without gaps; absent in rows that were not chained',
    ADD COLUMN previous_mac BINARY(32)      NULL,
    ADD COLUMN mac          BINARY(32)      NULL,
    ADD UNIQUE KEY audit_chain (chain, position),
    ADD KEY audit_chain_at (chain, at),
    ADD KEY audit_chain_actor (chain, actor, position),
    ADD KEY audit_chain_action (chain, action, position),
    ADD KEY audit_chain_target (chain, target, position),
    ADD KEY audit_chain_address (chain, address, position);

--changeset messagebroker:0014-2
-- Locked last in the transaction of every act.
CREATE TABLE audit_heads (
    chain    VARCHAR(16)     NOT NULL PRIMARY KEY,
    position BIGINT UNSIGNED NOT NULL COMMENT 'of the newest row; 0 before the first',
    mac      BINARY(32)      NOT NULL COMMENT 'of the newest row; zeros before the first'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

--changeset messagebroker:0014-3
INSERT INTO audit_heads (chain, position, mac) VALUES
    ('acts', 0, REPEAT('\0', 32)), ('logins', 0, REPEAT('\0', 32));

--changeset messagebroker:0014-4
-- What stands in the place of rows whose time was over.
CREATE TABLE audit_segments (
    chain          VARCHAR(16)     NOT NULL,
    last_position  BIGINT UNSIGNED NOT NULL,
    first_position BIGINT UNSIGNED NOT NULL,
    first_at       DATETIME(3)     NOT NULL,
    last_at        DATETIME(3)     NOT NULL,
    last_mac       BINARY(32)      NOT NULL COMMENT 'of the last row removed, which the next row follows',
    removed_at     DATETIME(3)     NOT NULL,
    signature      BINARY(32)      NOT NULL COMMENT 'HMAC over all of this',
    PRIMARY KEY (chain, last_position)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
