-- People: the address book, the wordings that they agree to, and how they agree by themselves.

-- Who a merchant asks again and again. What is personal is sealed; it is found by the hashes of its addresses, as in the ledger.
CREATE TABLE contact (
    merchant_id UUID NOT NULL REFERENCES merchant (id),
    live BOOLEAN NOT NULL,
    id UUID NOT NULL,
    external_id TEXT,
    person_sealed BYTEA NOT NULL,
    language TEXT,
    sms_hash BYTEA,
    email_hash BYTEA,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (merchant_id, live, id)
);
CREATE UNIQUE INDEX contact_external ON contact (merchant_id, live, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX contact_by_sms ON contact (merchant_id, live, sms_hash) WHERE sms_hash IS NOT NULL;
CREATE INDEX contact_by_email ON contact (merchant_id, live, email_hash) WHERE email_hash IS NOT NULL;

-- A blind index: keyed digests of the beginnings of a contact's words, so that a search opens no seals.
CREATE TABLE contact_word (
    merchant_id UUID NOT NULL,
    live BOOLEAN NOT NULL,
    word BYTEA NOT NULL,
    contact_id UUID NOT NULL,
    PRIMARY KEY (merchant_id, live, word, contact_id),
    FOREIGN KEY (merchant_id, live, contact_id) REFERENCES contact (merchant_id, live, id)
);
CREATE INDEX contact_word_of ON contact_word (merchant_id, live, contact_id);

-- From which contact a request's payer was taken. Payers are also found by their addresses: a person is more than the contacts of today.
ALTER TABLE payer ADD COLUMN contact_id UUID;
CREATE INDEX payer_of_contact ON payer (merchant_id, live, contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX payer_by_phone ON payer (merchant_id, live, phone) WHERE phone IS NOT NULL;
CREATE INDEX payer_by_email ON payer (merchant_id, live, lower(email)) WHERE email IS NOT NULL;

-- What payers wrote is found by its address when a person is to be erased; so are the carrier's own words of it.
CREATE INDEX inbound_message_by_address ON inbound_message (merchant_id, live, channel, address_hash, id);
ALTER TABLE message_fact ADD COLUMN address_hash BYTEA;
CREATE INDEX message_fact_by_address ON message_fact (merchant_id, live, address_hash) WHERE address_hash IS NOT NULL;
CREATE INDEX message_fact_of_message ON message_fact (merchant_id, live, message_id) WHERE message_id IS NOT NULL;

-- Texts that people agree to, numbered per channel and language. Never changed: the ledger names them. The newest offered one stands on
-- the pages; others came with what was agreed to elsewhere.
CREATE TABLE consent_wording (
    merchant_id UUID NOT NULL REFERENCES merchant (id),
    live BOOLEAN NOT NULL,
    channel TEXT NOT NULL,
    language TEXT NOT NULL,
    version BIGINT NOT NULL,
    wording TEXT NOT NULL,
    offered BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    created_by UUID,
    PRIMARY KEY (merchant_id, live, channel, language, version)
);

-- A public page on which people sign up for messages. Its link may be printed, so it has a secret of its own that can be revoked.
CREATE TABLE opt_in_page (
    merchant_id UUID NOT NULL REFERENCES merchant (id),
    live BOOLEAN NOT NULL,
    id UUID NOT NULL,
    name TEXT NOT NULL,
    token_hash BYTEA NOT NULL UNIQUE,
    token_sealed BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    created_by UUID,
    revoked_at BIGINT,
    PRIMARY KEY (merchant_id, live, id)
);

-- A wish to be written to that awaits its confirmation from the address itself.
CREATE TABLE opt_in (
    merchant_id UUID NOT NULL REFERENCES merchant (id),
    live BOOLEAN NOT NULL,
    id UUID NOT NULL,
    page_id UUID NOT NULL,
    token_hash BYTEA NOT NULL UNIQUE,
    channel TEXT NOT NULL,
    address_hash BYTEA NOT NULL,
    person_sealed BYTEA,
    language TEXT NOT NULL,
    wording TEXT NOT NULL,
    ip TEXT,
    user_agent TEXT,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    confirmed_at BIGINT,
    PRIMARY KEY (merchant_id, live, id),
    FOREIGN KEY (merchant_id, live, page_id) REFERENCES opt_in_page (merchant_id, live, id)
);
CREATE INDEX opt_in_over ON opt_in (expires_at) WHERE person_sealed IS NOT NULL;
CREATE INDEX opt_in_by_address ON opt_in (merchant_id, live, channel, address_hash, created_at);

-- Messages that belong to no payment request: "please confirm", "you are signed up". Sent at most once, like the others.
CREATE TABLE direct_message (
    merchant_id UUID NOT NULL REFERENCES merchant (id),
    live BOOLEAN NOT NULL,
    id UUID NOT NULL UNIQUE,
    purpose TEXT NOT NULL,
    channel TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    detail TEXT,
    letter_sealed BYTEA,
    address_hash BYTEA NOT NULL,
    account_id UUID,
    reference TEXT,
    tries BIGINT NOT NULL,
    lease_until BIGINT,
    created_at BIGINT NOT NULL,
    sent_at BIGINT,
    PRIMARY KEY (merchant_id, live, id)
);
CREATE INDEX direct_message_kept ON direct_message (created_at) WHERE letter_sealed IS NOT NULL;
CREATE INDEX direct_message_by_address ON direct_message (merchant_id, live, channel, address_hash, created_at);
CREATE INDEX direct_message_by_reference ON direct_message (account_id, reference) WHERE reference IS NOT NULL;

-- Lines of files that were read before: the same line has one effect.
CREATE TABLE import_row (
    merchant_id UUID NOT NULL REFERENCES merchant (id),
    live BOOLEAN NOT NULL,
    row_hash BYTEA NOT NULL,
    contact_id UUID,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (merchant_id, live, row_hash)
);
