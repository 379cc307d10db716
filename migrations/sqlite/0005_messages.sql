-- Messages to payers, the carriers they go through, and what payers have said about being written to.

-- Credentials are sealed with the row's key as associated data. Disabled, never deleted.
CREATE TABLE message_account (
    merchant_id BLOB NOT NULL REFERENCES merchant (id),
    live INTEGER NOT NULL,
    id BLOB NOT NULL UNIQUE,
    channel TEXT NOT NULL,
    carrier TEXT NOT NULL,
    name TEXT NOT NULL,
    credentials_sealed BLOB NOT NULL,
    callback_secret_sealed BLOB NOT NULL,
    sender_address TEXT NOT NULL,
    sender_name TEXT,
    reply_to TEXT,
    can_reply INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    disabled_at INTEGER,
    PRIMARY KEY (merchant_id, live, id)
) STRICT;
CREATE UNIQUE INDEX message_account_in_use ON message_account (merchant_id, live, channel) WHERE disabled_at IS NULL;

-- What a merchant allows: JSON, so that a setting more is no migration.
CREATE TABLE message_setting (
    merchant_id BLOB NOT NULL REFERENCES merchant (id),
    live INTEGER NOT NULL,
    settings TEXT NOT NULL,
    PRIMARY KEY (merchant_id, live)
) STRICT;

-- One row per step of a request's plan, so that no step is sent twice. Recipient and text are sealed.
CREATE TABLE message (
    merchant_id BLOB NOT NULL REFERENCES merchant (id),
    live INTEGER NOT NULL,
    id BLOB NOT NULL UNIQUE,
    payment_request_id BLOB NOT NULL,
    step TEXT NOT NULL,
    purpose TEXT NOT NULL,
    channel TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    detail TEXT,
    due_at INTEGER NOT NULL,
    letter_sealed BLOB,
    address_hash BLOB,
    account_id BLOB,
    reference TEXT,
    parts INTEGER,
    ground TEXT,
    tries INTEGER NOT NULL,
    lease_until INTEGER,
    requested_by BLOB,
    created_at INTEGER NOT NULL,
    sent_at INTEGER,
    finished_at INTEGER,
    PRIMARY KEY (merchant_id, live, id),
    UNIQUE (merchant_id, live, payment_request_id, step),
    FOREIGN KEY (merchant_id, live, payment_request_id) REFERENCES payment_request (merchant_id, live, id)
) STRICT;
CREATE INDEX message_by_state ON message (merchant_id, live, state, id);
CREATE INDEX message_by_reference ON message (account_id, reference) WHERE reference IS NOT NULL;
CREATE INDEX message_by_address ON message (merchant_id, live, channel, address_hash, sent_at) WHERE address_hash IS NOT NULL;

-- What a carrier told of a message, append-only; a repeat is known by its key. A receipt may be faster than the answer that tells the
-- carrier's reference of the message: then it waits here for its message.
CREATE TABLE message_fact (
    merchant_id BLOB NOT NULL,
    live INTEGER NOT NULL,
    id BLOB NOT NULL,
    account_id BLOB NOT NULL,
    fact_key BLOB NOT NULL,
    message_id BLOB,
    reference TEXT,
    state TEXT,
    reason TEXT,
    body_sealed BLOB,
    received_at INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, live, id),
    UNIQUE (merchant_id, live, account_id, fact_key)
) STRICT;
CREATE INDEX message_fact_early ON message_fact (account_id, reference) WHERE message_id IS NULL AND reference IS NOT NULL;

-- The consent ledger: append-only. The address is kept as a hash, so that a withdrawal outlives the person's data.
CREATE TABLE consent (
    merchant_id BLOB NOT NULL REFERENCES merchant (id),
    live INTEGER NOT NULL,
    id BLOB NOT NULL,
    channel TEXT NOT NULL,
    address_hash BLOB NOT NULL,
    address_sealed BLOB,
    given INTEGER NOT NULL,
    source TEXT NOT NULL,
    wording TEXT,
    evidence_sealed BLOB,
    ip TEXT,
    user_agent TEXT,
    recorded_by BLOB,
    happened_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, live, id)
) STRICT;
CREATE INDEX consent_by_address ON consent (merchant_id, live, channel, address_hash, happened_at, id);

-- What payers write to us. Address and text are sealed; the address is also kept as a hash, to find what it answers.
CREATE TABLE inbound_message (
    merchant_id BLOB NOT NULL REFERENCES merchant (id),
    live INTEGER NOT NULL,
    id BLOB NOT NULL,
    account_id BLOB NOT NULL,
    channel TEXT NOT NULL,
    address_hash BLOB NOT NULL,
    letter_sealed BLOB NOT NULL,
    meaning TEXT NOT NULL,
    payment_request_id BLOB,
    received_at INTEGER NOT NULL,
    read_at INTEGER,
    PRIMARY KEY (merchant_id, live, id)
) STRICT;
CREATE INDEX inbound_message_unread ON inbound_message (merchant_id, live, id) WHERE read_at IS NULL;
