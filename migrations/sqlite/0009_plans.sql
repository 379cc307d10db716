-- Plans of messages, what requests were made with, reminders that payers put off, and sending that is fair between merchants.

CREATE TABLE message_plan (
    merchant_id BLOB NOT NULL REFERENCES merchant (id),
    live INTEGER NOT NULL,
    id BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    is_default INTEGER NOT NULL,
    steps TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    archived_at INTEGER,
    PRIMARY KEY (merchant_id, live, id)
) STRICT;
CREATE UNIQUE INDEX message_plan_default ON message_plan (merchant_id, live) WHERE is_default AND archived_at IS NULL;

-- The steps and channels that a request was made with: a plan that is changed later changes nothing for it.
CREATE TABLE payment_request_plan (
    merchant_id BLOB NOT NULL,
    live INTEGER NOT NULL,
    payment_request_id BLOB NOT NULL,
    message_plan_id BLOB,
    steps TEXT NOT NULL,
    channels TEXT NOT NULL,
    PRIMARY KEY (merchant_id, live, payment_request_id),
    FOREIGN KEY (merchant_id, live, payment_request_id) REFERENCES payment_request (merchant_id, live, id)
) STRICT;

-- "Remind me later", append-only; the last one counts.
CREATE TABLE snooze (
    merchant_id BLOB NOT NULL,
    live INTEGER NOT NULL,
    payment_request_id BLOB NOT NULL,
    number INTEGER NOT NULL,
    until_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, live, payment_request_id, number),
    FOREIGN KEY (merchant_id, live, payment_request_id) REFERENCES payment_request (merchant_id, live, id)
) STRICT;

-- One lane per channel, so that a slow gateway for SMS delays no e-mail.
UPDATE job SET lane = (SELECT channel FROM message WHERE message.id = job.subject) WHERE lane = 'message' AND subject IN (SELECT id FROM message);
-- Whose turn it is, without walking through what others have planned.
CREATE INDEX job_of_merchant ON job (lane, merchant_id, live, run_at) WHERE state = 'ready';

-- What stands in for a request whose link is dead.
CREATE INDEX payment_request_replaces ON payment_request (merchant_id, live, replaces) WHERE replaces IS NOT NULL;
