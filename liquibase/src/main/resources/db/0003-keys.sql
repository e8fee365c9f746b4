--liquibase formatted sql

--changeset messagebroker:0003-1
-- Keys at rest, wrapped under the master key, which is never in the database.
CREATE TABLE encryption_keys (
    purpose     VARCHAR(16)    NOT NULL COMMENT 'content, or number_index for the search by number',
    version     INT UNSIGNED   NOT NULL,
    wrapped_key VARBINARY(128) NOT NULL,
    created_at  DATETIME(3)    NOT NULL,
    PRIMARY KEY (purpose, version)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
