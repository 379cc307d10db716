-- Messages to payers, the carriers they go through, and what payers have said about being written to.

-- Credentials are sealed with the row's key as associated data. Disabled, never deleted.
CREATE TABLE message_account (
    merchant_id UUID NOT NULL REFERENCES merchant (id),
    live BOOLEAN NOT NULL,
    id UUID NOT NULL UNIQUE,
    channel TEXT NOT NULL,
    carrier TEXT NOT NULL,
    name TEXT NOT NULL,
    credentials_sealed BYTEA NOT NULL,
    callback_secret_sealed BYTEA NOT NULL,
    sender_address TEXT NOT NULL,
    sender_name TEXT,
    reply_to TEXT,
    can_reply BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    disabled_at BIGINT,
    PRIMARY KEY (merchant_id, live, id)
);
CREATE UNIQUE INDEX message_account_in_use ON message_account (merchant_id, live, channel) WHERE disabled_at IS NULL;

-- What a merchant allows: JSON, so that a setting more is no migration.
CREATE TABLE message_setting (
    merchant_id UUID NOT NULL REFERENCES merchant (id),
    live BOOLEAN NOT NULL,
    settings TEXT NOT NULL,
    PRIMARY KEY (merchant_id, live)
);

-- One row per step of a request's plan, so that no step is sent twice. Recipient and text are sealed.
CREATE TABLE message (
    merchant_id UUID NOT NULL REFERENCES merchant (id),
    live BOOLEAN NOT NULL,
    id UUID NOT NULL UNIQUE,
    payment_request_id UUID NOT NULL,
    step TEXT NOT NULL,
    purpose TEXT NOT NULL,
    channel TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    detail TEXT,
    due_at BIGINT NOT NULL,
    letter_sealed BYTEA,
    address_hash BYTEA,
    account_id UUID,
    reference TEXT,
    parts BIGINT,
    ground TEXT,
    tries BIGINT NOT NULL,
    lease_until BIGINT,
    requested_by UUID,
    created_at BIGINT NOT NULL,
    sent_at BIGINT,
    finished_at BIGINT,
    PRIMARY KEY (merchant_id, live, id),
    UNIQUE (merchant_id, live, payment_request_id, step),
    FOREIGN KEY (merchant_id, live, payment_request_id) REFERENCES payment_request (merchant_id, live, id)
);
CREATE INDEX message_by_state ON message (merchant_id, live, state, id);
CREATE INDEX message_by_reference ON message (account_id, reference) WHERE reference IS NOT NULL;
CREATE INDEX message_by_address ON message (merchant_id, live, channel, address_hash, sent_at) WHERE address_hash IS NOT NULL;

-- What a carrier told of a message, append-only; a repeat is known by its key. A receipt may be faster than the answer that tells the
-- carrier's reference of the message: then it waits here for its message.
CREATE TABLE message_fact (
    merchant_id UUID NOT NULL,
    live BOOLEAN NOT NULL,
    id UUID NOT NULL,
    account_id UUID NOT NULL,
    fact_key BYTEA NOT NULL,
    message_id UUID,
    reference TEXT,
    state TEXT,
    reason TEXT,
    body_sealed BYTEA,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (merchant_id, live, id),
    UNIQUE (merchant_id, live, account_id, fact_key)
);
CREATE INDEX message_fact_early ON message_fact (account_id, reference) WHERE message_id IS NULL AND reference IS NOT NULL;

-- The consent ledger: append-only. The address is kept as a hash, so that a withdrawal outlives the person's data.
CREATE TABLE consent (
    merchant_id UUID NOT NULL REFERENCES merchant (id),
    live BOOLEAN NOT NULL,
    id UUID NOT NULL,
    channel TEXT NOT NULL,
    address_hash BYTEA NOT NULL,
    address_sealed BYTEA,
    given BOOLEAN NOT NULL,
    source TEXT NOT NULL,
    wording TEXT,
    evidence_sealed BYTEA,
    ip TEXT,
    user_agent TEXT,
    recorded_by UUID,
    happened_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (merchant_id, live, id)
);
CREATE INDEX consent_by_address ON consent (merchant_id, live, channel, address_hash, happened_at, id);

-- What payers write to us. Address and text are sealed; the address is also kept as a hash, to find what it answers.
CREATE TABLE inbound_message (
    merchant_id UUID NOT NULL REFERENCES merchant (id),
    live BOOLEAN NOT NULL,
    id UUID NOT NULL,
    account_id UUID NOT NULL,
    channel TEXT NOT NULL,
    address_hash BYTEA NOT NULL,
    letter_sealed BYTEA NOT NULL,
    meaning TEXT NOT NULL,
    payment_request_id UUID,
    received_at BIGINT NOT NULL,
    read_at BIGINT,
    PRIMARY KEY (merchant_id, live, id)
);
CREATE INDEX inbound_message_unread ON inbound_message (merchant_id, live, id) WHERE read_at IS NULL;
