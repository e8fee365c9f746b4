--liquibase formatted sql

--changeset messagebroker:0013-1
-- Mail that waits to be sent, committed with what it tells of. What it says may let somebody in, so it is sealed, and
-- removed as soon as it has been sent or given up.
CREATE TABLE mails (
    mail_id    BINARY(16)   NOT NULL PRIMARY KEY,
    recipient  VARCHAR(254) NOT NULL,
    sealed     MEDIUMBLOB   NULL COMMENT 'subject and text, under the master key',
    state      VARCHAR(16)  NOT NULL COMMENT 'waiting, sent or given_up',
    attempts   INT UNSIGNED NOT NULL DEFAULT 0,
    created_at DATETIME(3)  NOT NULL,
    next_at    DATETIME(3)  NOT NULL COMMENT 'the next attempt',
    expires_at DATETIME(3)  NOT NULL COMMENT 'of no use to its reader afterwards',
    fault      VARCHAR(255) NULL COMMENT 'why the last attempt failed',
    KEY mails_next (state, next_at),
    KEY mails_created (created_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

--changeset messagebroker:0013-2
ALTER TABLE users ADD COLUMN language CHAR(2) CHARACTER SET ascii NOT NULL DEFAULT 'en' COMMENT 'of mail: en or fa';

--changeset messagebroker:0013-3
-- So that a person knows which of his sessions is which.
ALTER TABLE sessions
    ADD COLUMN address VARCHAR(64) NOT NULL DEFAULT '',
    ADD COLUMN agent VARCHAR(255) NOT NULL DEFAULT '',
    ADD COLUMN last_used_at DATETIME(3) NULL;

--changeset messagebroker:0013-4
ALTER TABLE roles ADD COLUMN second_factor BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'nobody of this role gets in without one';

--changeset messagebroker:0013-5
CREATE TABLE second_factors (
    user_id      BINARY(16)      NOT NULL PRIMARY KEY,
    secret       VARBINARY(255)  NOT NULL COMMENT 'under the master key',
    created_at   DATETIME(3)     NOT NULL,
    confirmed_at DATETIME(3)     NULL COMMENT 'counts from then on',
    last_step    BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'the last code was of this half minute; none up to it is taken again',
    CONSTRAINT second_factors_user FOREIGN KEY (user_id) REFERENCES users (user_id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

--changeset messagebroker:0013-6
-- Each row is good once and then deleted.
CREATE TABLE recovery_codes (
    user_id   BINARY(16) NOT NULL,
    code_hash BINARY(32) NOT NULL,
    PRIMARY KEY (user_id, code_hash),
    CONSTRAINT recovery_codes_user FOREIGN KEY (user_id) REFERENCES users (user_id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

--changeset messagebroker:0013-7
-- Who has given the right password and owes the second factor.
CREATE TABLE login_challenges (
    challenge_hash BINARY(32)   NOT NULL PRIMARY KEY,
    user_id        BINARY(16)   NOT NULL,
    expires_at     DATETIME(3)  NOT NULL,
    failures       INT UNSIGNED NOT NULL DEFAULT 0,
    KEY login_challenges_user (user_id),
    KEY login_challenges_expiry (expires_at),
    CONSTRAINT login_challenges_user FOREIGN KEY (user_id) REFERENCES users (user_id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

--changeset messagebroker:0013-8
-- Each row is good once and then deleted.
CREATE TABLE password_resets (
    token_hash BINARY(32)  NOT NULL PRIMARY KEY,
    user_id    BINARY(16)  NOT NULL,
    expires_at DATETIME(3) NOT NULL,
    KEY password_resets_user (user_id),
    KEY password_resets_expiry (expires_at),
    CONSTRAINT password_resets_user FOREIGN KEY (user_id) REFERENCES users (user_id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

--changeset messagebroker:0013-9
-- What was typed by somebody who has forgotten his password. Whether there is such an account is looked up afterwards, so
-- that the answer and its time tell nothing.
CREATE TABLE reset_requests (
    request_id   BINARY(16)   NOT NULL PRIMARY KEY,
    email        VARCHAR(254) NOT NULL,
    address      VARCHAR(64)  NOT NULL,
    http_request VARCHAR(64)  NOT NULL COMMENT 'names the request in the logs',
    created_at   DATETIME(3)  NOT NULL,
    KEY reset_requests_created (created_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

--changeset messagebroker:0013-10
-- From where an account was logged in to: guessers elsewhere do not lock its owner out there.
CREATE TABLE familiar_addresses (
    pair_hash BINARY(32)  NOT NULL PRIMARY KEY,
    last_at   DATETIME(3) NOT NULL,
    KEY familiar_addresses_last (last_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
