--liquibase formatted sql

-- Times are UTC. Text is compared byte by byte (utf8mb4_bin, which MariaDB and MySQL share); e-mail addresses are
-- stored in lower case.

--changeset messagebroker:0001-1
CREATE TABLE roles (
    name        VARCHAR(64)  NOT NULL PRIMARY KEY,
    description VARCHAR(255) NOT NULL,
    built_in    BOOLEAN      NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

--changeset messagebroker:0001-2
CREATE TABLE role_permissions (
    role       VARCHAR(64) NOT NULL,
    permission VARCHAR(64) NOT NULL,
    PRIMARY KEY (role, permission),
    CONSTRAINT role_permissions_role FOREIGN KEY (role) REFERENCES roles (name) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

--changeset messagebroker:0001-3
INSERT INTO roles (name, description, built_in) VALUES
    ('super_admin', 'Everything, including settings, database, backups and roles', TRUE),
    ('admin', 'Clients, certificates, proxies, messages and users', TRUE),
    ('user_manager', 'Users below himself', TRUE),
    ('auditor', 'Reads the audit, statistics and inventories; no message bodies', TRUE),
    ('user', 'The messages of his own client', TRUE);

--changeset messagebroker:0001-4
INSERT INTO role_permissions (role, permission) VALUES
    ('super_admin', 'message.read'), ('super_admin', 'message.read.all'), ('super_admin', 'message.body.read'),
    ('super_admin', 'message.requeue'), ('super_admin', 'user.read'), ('super_admin', 'user.write'),
    ('super_admin', 'role.write'), ('super_admin', 'client.read'), ('super_admin', 'client.write'),
    ('super_admin', 'certificate.read'), ('super_admin', 'certificate.write'), ('super_admin', 'proxy.read'),
    ('super_admin', 'proxy.write'), ('super_admin', 'statistics.read'), ('super_admin', 'retention.write'),
    ('super_admin', 'audit.read'), ('super_admin', 'settings.read'), ('super_admin', 'settings.write'),
    ('super_admin', 'database.read'), ('super_admin', 'database.write'), ('super_admin', 'backup.read'),
    ('super_admin', 'backup.write'),
    ('admin', 'message.read'), ('admin', 'message.read.all'), ('admin', 'message.body.read'),
    ('admin', 'message.requeue'), ('admin', 'user.read'), ('admin', 'user.write'), ('admin', 'client.read'),
    ('admin', 'client.write'), ('admin', 'certificate.read'), ('admin', 'certificate.write'),
    ('admin', 'proxy.read'), ('admin', 'proxy.write'), ('admin', 'statistics.read'), ('admin', 'audit.read'),
    ('user_manager', 'user.read'), ('user_manager', 'user.write'),
    ('auditor', 'message.read'), ('auditor', 'message.read.all'), ('auditor', 'user.read'),
    ('auditor', 'client.read'), ('auditor', 'certificate.read'), ('auditor', 'proxy.read'),
    ('auditor', 'statistics.read'), ('auditor', 'audit.read'),
    ('user', 'message.read'), ('user', 'message.body.read');

--changeset messagebroker:0001-5
CREATE TABLE users (
    user_id       BINARY(16)   NOT NULL PRIMARY KEY,
    email         VARCHAR(254) NOT NULL,
    password_hash VARCHAR(255) NOT NULL,
    role          VARCHAR(64)  NOT NULL,
    -- Whose messages he sees; a role with message.read.all sees everyone's.
    client_id     VARCHAR(64)  NULL,
    active        BOOLEAN      NOT NULL DEFAULT TRUE,
    expires_at    DATETIME(3)  NULL,
    last_login    DATETIME(3)  NULL,
    created_at    DATETIME(3)  NOT NULL,
    UNIQUE KEY users_email (email),
    KEY users_client (client_id),
    CONSTRAINT users_role FOREIGN KEY (role) REFERENCES roles (name)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

--changeset messagebroker:0001-6
-- One log-in and what was refreshed from it. Access tokens name it, so ending it ends them.
CREATE TABLE sessions (
    session_id BINARY(16)  NOT NULL PRIMARY KEY,
    user_id    BINARY(16)  NOT NULL,
    created_at DATETIME(3) NOT NULL,
    expires_at DATETIME(3) NOT NULL,
    ended_at   DATETIME(3) NULL,
    end_reason VARCHAR(64) NULL,
    KEY sessions_user (user_id),
    KEY sessions_expiry (expires_at),
    CONSTRAINT sessions_user FOREIGN KEY (user_id) REFERENCES users (user_id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

--changeset messagebroker:0001-7
-- Used tokens stay until their session goes: one that comes a second time ends the session.
CREATE TABLE refresh_tokens (
    token_hash BINARY(32)  NOT NULL PRIMARY KEY,
    session_id BINARY(16)  NOT NULL,
    issued_at  DATETIME(3) NOT NULL,
    used_at    DATETIME(3) NULL,
    KEY refresh_tokens_session (session_id),
    CONSTRAINT refresh_tokens_session FOREIGN KEY (session_id) REFERENCES sessions (session_id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

--changeset messagebroker:0001-8
-- Keyed by a hash of what was tried, so that unknown accounts are locked like known ones and none can be listed.
CREATE TABLE login_failures (
    subject_hash BINARY(32)   NOT NULL PRIMARY KEY,
    failures     INT UNSIGNED NOT NULL,
    last_at      DATETIME(3)  NOT NULL,
    locked_until DATETIME(3)  NULL,
    KEY login_failures_last (last_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
