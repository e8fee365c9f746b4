--liquibase formatted sql

--changeset messagebroker:0005-1
-- Every administrative act and every reading of bodies; the row commits with its act.
CREATE TABLE audit (
    audit_id   BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    at         DATETIME(3)     NOT NULL,
    actor_id   BINARY(16)      NULL COMMENT 'the user; absent for the system itself',
    actor      VARCHAR(254)    NOT NULL COMMENT 'the e-mail address then, or system',
    address    VARCHAR(64)     NOT NULL COMMENT 'where the request came from; empty for the system itself',
    request_id VARCHAR(64)     NOT NULL,
    action     VARCHAR(64)     NOT NULL,
    target     VARCHAR(255)    NOT NULL,
    details    MEDIUMTEXT      NOT NULL COMMENT 'JSON',
    KEY audit_at (at),
    KEY audit_actor (actor_id, at),
    KEY audit_action (action, at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
