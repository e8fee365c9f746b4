--liquibase formatted sql

--changeset messagebroker:0002-1
CREATE TABLE clients (
    client_id  VARCHAR(64)  NOT NULL PRIMARY KEY,
    -- Whose messages these are in statistics; never taken from a message.
    domain     VARCHAR(255) NULL,
    state      VARCHAR(16)  NOT NULL COMMENT 'active or disabled',
    created_at DATETIME(3)  NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

--changeset messagebroker:0002-2
ALTER TABLE users ADD CONSTRAINT users_client FOREIGN KEY (client_id) REFERENCES clients (client_id);

--changeset messagebroker:0002-3
CREATE TABLE certificates (
    -- SHA-256 of the certificate's DER form.
    fingerprint BINARY(32)    NOT NULL PRIMARY KEY,
    issuer      VARCHAR(512)  NOT NULL COMMENT 'RFC 2253',
    serial      VARBINARY(20) NOT NULL COMMENT 'big endian, without leading zeros',
    subject_id  VARCHAR(64)   NOT NULL COMMENT 'last segment of the SPIFFE id',
    role        VARCHAR(16)   NOT NULL COMMENT 'client, proxy, worker, server or portal',
    state       VARCHAR(16)   NOT NULL COMMENT 'active or revoked',
    not_before  DATETIME(3)   NOT NULL,
    not_after   DATETIME(3)   NOT NULL,
    revoked_at  DATETIME(3)   NULL,
    created_at  DATETIME(3)   NOT NULL,
    UNIQUE KEY certificates_serial (issuer, serial),
    KEY certificates_subject (role, subject_id),
    KEY certificates_expiry (not_after)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
