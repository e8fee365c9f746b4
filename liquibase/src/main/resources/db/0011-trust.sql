--liquibase formatted sql

--changeset messagebroker:0011-1
-- Whom each process of a proxy or worker trusts, as it has last told; forgotten a day after it was last heard.
CREATE TABLE trust_reports (
    role        VARCHAR(16)   NOT NULL,
    name        VARCHAR(64)   NOT NULL,
    instance    BINARY(16)    NOT NULL COMMENT 'made at each start: several processes may share a certificate',
    authorities VARCHAR(8000) CHARACTER SET ascii NOT NULL COMMENT 'fingerprints of the roots, with spaces between',
    last_seen   DATETIME(3)   NOT NULL,
    PRIMARY KEY (role, name, instance)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
