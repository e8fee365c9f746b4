--liquibase formatted sql

--changeset messagebroker:0006-1
-- The certificate authorities. One issues; others are trusted beside it while holders change over.
CREATE TABLE authorities (
    authority_id        VARCHAR(32)    NOT NULL PRIMARY KEY COMMENT 'first 32 hex digits of the SHA-256 of the root certificate',
    state               VARCHAR(16)    NOT NULL COMMENT 'standby (trusted, issues nothing yet), active (issues), trusted (issues no more) or retired',
    root_certificate    VARBINARY(8000) NOT NULL COMMENT 'DER',
    issuing_certificate VARBINARY(8000) NOT NULL COMMENT 'DER',
    -- Encrypted under the master key, which is never in the database. The root key is not here.
    issuing_key         VARBINARY(8000) NULL,
    -- The policy with which proxies learn of it: who has confirmed an older one does not trust it yet.
    trusted_epoch       BIGINT UNSIGNED NOT NULL,
    trusted_number      BIGINT UNSIGNED NOT NULL,
    crl_number          BIGINT UNSIGNED NOT NULL DEFAULT 0,
    crl                 MEDIUMBLOB     NULL COMMENT 'DER, the newest',
    crl_next_update     DATETIME(3)    NULL,
    created_at          DATETIME(3)    NOT NULL,
    changed_at          DATETIME(3)    NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

--changeset messagebroker:0006-2
ALTER TABLE certificates
    ADD COLUMN certificate       VARBINARY(8000) NULL COMMENT 'DER',
    ADD COLUMN authority_id      VARCHAR(32)     NULL,
    ADD COLUMN revocation_reason VARCHAR(32)     NULL COMMENT 'RFC 5280, such as keyCompromise',
    ADD COLUMN request_hash      BINARY(32)      NULL COMMENT 'SHA-256 of the signing request it answers',
    ADD COLUMN replaces          BINARY(32)      NULL COMMENT 'the certificate that it renews',
    ADD COLUMN revoke_at         DATETIME(3)     NULL COMMENT 'end of the overlap: then it is revoked as superseded',
    ADD KEY certificates_authority (authority_id, state),
    ADD KEY certificates_replaces (replaces),
    ADD KEY certificates_request (request_hash),
    ADD KEY certificates_revoke_at (revoke_at);

--changeset messagebroker:0006-3
CREATE TABLE enrolment_tokens (
    -- Of the secret in the token.
    token_hash   BINARY(32)   NOT NULL PRIMARY KEY,
    role         VARCHAR(16)  NOT NULL COMMENT 'proxy or worker',
    name         VARCHAR(64)  NOT NULL,
    created_at   DATETIME(3)  NOT NULL,
    created_by   VARCHAR(254) NOT NULL,
    expires_at   DATETIME(3)  NOT NULL,
    used_at      DATETIME(3)  NULL,
    -- Of the request that used it: the same request gets the same certificate again.
    request_hash BINARY(32)   NULL,
    fingerprint  BINARY(32)   NULL,
    KEY enrolment_tokens_expiry (expires_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
