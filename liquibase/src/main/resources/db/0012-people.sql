--liquibase formatted sql

--changeset messagebroker:0012-1
-- Until he has chosen a password himself, his tokens are good for nothing else.
ALTER TABLE users ADD COLUMN must_change_password BOOLEAN NOT NULL DEFAULT FALSE;

--changeset messagebroker:0012-2
-- Nobody grants what he does not hold, and who manages users makes users.
INSERT INTO role_permissions (role, permission) VALUES ('user_manager', 'message.read'), ('user_manager', 'message.body.read');

--changeset messagebroker:0012-3
UPDATE roles SET description = 'Users below himself, and like them the messages of his own client' WHERE name = 'user_manager';
