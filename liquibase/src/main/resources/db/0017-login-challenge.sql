--liquibase formatted sql

--changeset messagebroker:0017-1
ALTER TABLE login_challenges
    ADD COLUMN password_hash BINARY(32) NOT NULL COMMENT 'a hash of the stored hash: another password ends the challenge';
