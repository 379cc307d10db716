-- The heart: merchants, requests, payments, what providers told, events, jobs.
-- Instants are milliseconds since the epoch, amounts minor units, days "2026-12-19". Every key begins with merchant and mode.

CREATE TABLE merchant (
    id BLOB NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    zone TEXT NOT NULL,
    country TEXT NOT NULL,
    late_policy TEXT NOT NULL,
    surplus_policy TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE app_user (
    id BLOB NOT NULL PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    disabled_at INTEGER
) STRICT;

CREATE TABLE membership (
    merchant_id BLOB NOT NULL REFERENCES merchant (id),
    user_id BLOB NOT NULL REFERENCES app_user (id),
    role TEXT NOT NULL,
    PRIMARY KEY (merchant_id, user_id)
) STRICT;
CREATE INDEX membership_by_user ON membership (user_id);

-- A browser that is logged in. The cookie holds the secret, the table its SHA-256.
CREATE TABLE session (
    token_hash BLOB NOT NULL PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    user_id BLOB NOT NULL REFERENCES app_user (id),
    merchant_id BLOB NOT NULL REFERENCES merchant (id),
    live INTEGER NOT NULL,
    language TEXT,
    ip TEXT,
    user_agent TEXT,
    created_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;
CREATE INDEX session_expiry ON session (expires_at);
CREATE INDEX session_by_user ON session (user_id, created_at);

-- Keys are shown once; the table holds their SHA-256.
CREATE TABLE api_key (
    merchant_id BLOB NOT NULL REFERENCES merchant (id),
    live INTEGER NOT NULL,
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    key_hash BLOB NOT NULL UNIQUE,
    hint TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    last_used_at INTEGER,
    revoked_at INTEGER,
    PRIMARY KEY (merchant_id, live, id)
) STRICT;

CREATE TABLE profile (
    merchant_id BLOB NOT NULL REFERENCES merchant (id),
    live INTEGER NOT NULL,
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    is_default INTEGER NOT NULL,
    name TEXT NOT NULL,
    display_name TEXT NOT NULL,
    legal_name TEXT,
    town TEXT,
    accent TEXT NOT NULL,
    language TEXT NOT NULL,
    support_phone TEXT,
    support_email TEXT,
    support_hours TEXT,
    imprint_url TEXT,
    privacy_url TEXT,
    PRIMARY KEY (merchant_id, live, id)
) STRICT;
CREATE UNIQUE INDEX profile_default ON profile (merchant_id, live) WHERE is_default;

-- Credentials are sealed with the row's key as associated data. Disabled, never deleted.
CREATE TABLE provider_account (
    merchant_id BLOB NOT NULL REFERENCES merchant (id),
    live INTEGER NOT NULL,
    id BLOB NOT NULL UNIQUE,
    provider TEXT NOT NULL,
    name TEXT NOT NULL,
    credentials_sealed BLOB NOT NULL,
    faults TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    disabled_at INTEGER,
    PRIMARY KEY (merchant_id, live, id),
    CONSTRAINT sandbox_is_never_live CHECK (provider <> 'sandbox' OR NOT live)
) STRICT;

CREATE TABLE payment_request (
    merchant_id BLOB NOT NULL REFERENCES merchant (id),
    live INTEGER NOT NULL,
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    terms_version INTEGER NOT NULL,
    profile_id BLOB NOT NULL,
    amount INTEGER NOT NULL,
    currency TEXT NOT NULL,
    reference TEXT,
    external_id TEXT,
    description TEXT,
    due_date TEXT,
    expires_at INTEGER NOT NULL,
    countdown_days INTEGER,
    metadata TEXT NOT NULL,
    search TEXT NOT NULL,
    return_paid TEXT,
    return_unpaid TEXT,
    replaces BLOB,
    created_at INTEGER NOT NULL,
    cancelled_at INTEGER,
    paid_at INTEGER,
    late INTEGER NOT NULL,
    allocated INTEGER NOT NULL,
    pending INTEGER NOT NULL,
    clarifying INTEGER NOT NULL,
    refunded INTEGER NOT NULL,
    disputed INTEGER NOT NULL,
    last_sequence INTEGER NOT NULL,
    last_event_at INTEGER NOT NULL,
    expiry_recorded_at INTEGER,
    opened_at INTEGER,
    opens INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (merchant_id, live, id),
    FOREIGN KEY (merchant_id, live, profile_id) REFERENCES profile (merchant_id, live, id),
    CHECK (amount > 0),
    CHECK (allocated >= 0 AND allocated <= amount)
) STRICT;
CREATE UNIQUE INDEX payment_request_external ON payment_request (merchant_id, live, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX payment_request_newest ON payment_request (merchant_id, live, created_at, id);
CREATE INDEX payment_request_reference ON payment_request (merchant_id, live, reference);
CREATE INDEX payment_request_due ON payment_request (merchant_id, live, due_date);
-- What is left to sweep: not paid, not cancelled, expiry not written down yet.
CREATE INDEX payment_request_expiring ON payment_request (expires_at)
    WHERE expiry_recorded_at IS NULL AND cancelled_at IS NULL AND allocated < amount;

-- Personal data apart from money facts, so that a person can be erased.
CREATE TABLE payer (
    merchant_id BLOB NOT NULL,
    live INTEGER NOT NULL,
    payment_request_id BLOB NOT NULL,
    name TEXT,
    email TEXT,
    phone TEXT,
    language TEXT,
    address TEXT,
    search TEXT NOT NULL,
    PRIMARY KEY (merchant_id, live, payment_request_id),
    FOREIGN KEY (merchant_id, live, payment_request_id) REFERENCES payment_request (merchant_id, live, id)
) STRICT;

-- The token itself is sealed, to build the link again; it is found by its SHA-256.
CREATE TABLE pay_link (
    token_hash BLOB NOT NULL PRIMARY KEY,
    merchant_id BLOB NOT NULL,
    live INTEGER NOT NULL,
    payment_request_id BLOB NOT NULL,
    token_sealed BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    revoked_at INTEGER,
    FOREIGN KEY (merchant_id, live, payment_request_id) REFERENCES payment_request (merchant_id, live, id)
) STRICT;
CREATE INDEX pay_link_by_request ON pay_link (merchant_id, live, payment_request_id);

CREATE TABLE payment (
    merchant_id BLOB NOT NULL,
    live INTEGER NOT NULL,
    id BLOB NOT NULL UNIQUE,
    payment_request_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    holds_slot INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    currency TEXT NOT NULL,
    received INTEGER NOT NULL,
    allocated INTEGER NOT NULL,
    refunded INTEGER NOT NULL,
    refunds_reported INTEGER NOT NULL,
    disputed INTEGER NOT NULL,
    disputes TEXT NOT NULL,
    fee INTEGER,
    method TEXT NOT NULL,
    provider TEXT,
    provider_account_id BLOB,
    provider_reference TEXT,
    charge_reference TEXT,
    idempotency_key TEXT NOT NULL,
    parameters_sealed BLOB,
    redirect_url TEXT,
    ends_at INTEGER,
    lease_until INTEGER,
    failure_code TEXT,
    failure_detail TEXT,
    acted_at INTEGER,
    late INTEGER NOT NULL,
    awaits_decision INTEGER NOT NULL,
    payer_account_name TEXT,
    payer_account_number TEXT,
    created_at INTEGER NOT NULL,
    succeeded_at INTEGER,
    asked_at INTEGER,
    PRIMARY KEY (merchant_id, live, id),
    FOREIGN KEY (merchant_id, live, payment_request_id) REFERENCES payment_request (merchant_id, live, id),
    CHECK (allocated >= 0 AND allocated <= received),
    CHECK (refunded <= received)
) STRICT;
-- SPEC, rule 2: at most one checkout of a request is unfinished at a time, across all providers.
CREATE UNIQUE INDEX payment_slot ON payment (merchant_id, live, payment_request_id) WHERE holds_slot;
CREATE UNIQUE INDEX payment_provider_reference ON payment (provider_account_id, provider_reference)
    WHERE provider_reference IS NOT NULL;
CREATE INDEX payment_charge ON payment (provider_account_id, charge_reference) WHERE charge_reference IS NOT NULL;
CREATE INDEX payment_by_request ON payment (merchant_id, live, payment_request_id, created_at);
CREATE INDEX payment_succeeded ON payment (merchant_id, live, succeeded_at, id) WHERE succeeded_at IS NOT NULL;

-- How much of a payment counts for which request.
CREATE TABLE allocation (
    merchant_id BLOB NOT NULL,
    live INTEGER NOT NULL,
    payment_id BLOB NOT NULL,
    payment_request_id BLOB NOT NULL,
    amount INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, live, payment_id, payment_request_id),
    FOREIGN KEY (merchant_id, live, payment_id) REFERENCES payment (merchant_id, live, id),
    FOREIGN KEY (merchant_id, live, payment_request_id) REFERENCES payment_request (merchant_id, live, id),
    CHECK (amount > 0)
) STRICT;
CREATE INDEX allocation_by_request ON allocation (merchant_id, live, payment_request_id);

CREATE TABLE refund (
    merchant_id BLOB NOT NULL,
    live INTEGER NOT NULL,
    id BLOB NOT NULL UNIQUE,
    payment_id BLOB NOT NULL,
    payment_request_id BLOB NOT NULL,
    amount INTEGER NOT NULL,
    currency TEXT NOT NULL,
    status TEXT NOT NULL,
    reason TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    provider_account_id BLOB,
    provider_reference TEXT,
    failure TEXT,
    tries INTEGER NOT NULL,
    requested_by BLOB,
    created_at INTEGER NOT NULL,
    finished_at INTEGER,
    PRIMARY KEY (merchant_id, live, id),
    FOREIGN KEY (merchant_id, live, payment_id) REFERENCES payment (merchant_id, live, id),
    CHECK (amount > 0)
) STRICT;
CREATE INDEX refund_by_request ON refund (merchant_id, live, payment_request_id, created_at);
CREATE UNIQUE INDEX refund_provider_reference ON refund (provider_account_id, provider_reference)
    WHERE provider_reference IS NOT NULL;

-- What providers told, word for word. Append-only; the raw body is sealed and goes when its time is over.
CREATE TABLE provider_fact (
    merchant_id BLOB NOT NULL,
    live INTEGER NOT NULL,
    id BLOB NOT NULL,
    provider_account_id BLOB NOT NULL,
    fact_key TEXT NOT NULL,
    source TEXT NOT NULL,
    word TEXT NOT NULL,
    payment_id BLOB,
    fact TEXT NOT NULL,
    body_sealed BLOB,
    keep_body_until INTEGER,
    received_at INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, live, id),
    UNIQUE (merchant_id, live, provider_account_id, fact_key)
) STRICT;
CREATE INDEX provider_fact_body ON provider_fact (keep_body_until) WHERE keep_body_until IS NOT NULL;
CREATE INDEX provider_fact_by_payment ON provider_fact (merchant_id, live, payment_id);

CREATE TABLE event (
    merchant_id BLOB NOT NULL,
    live INTEGER NOT NULL,
    id BLOB NOT NULL,
    payment_request_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    position INTEGER,
    created_at INTEGER NOT NULL,
    data TEXT NOT NULL,
    ip TEXT,
    user_agent TEXT,
    PRIMARY KEY (merchant_id, live, id),
    UNIQUE (merchant_id, live, payment_request_id, sequence)
) STRICT;
CREATE UNIQUE INDEX event_position ON event (merchant_id, live, position) WHERE position IS NOT NULL;
CREATE INDEX event_unnumbered ON event (merchant_id, live, created_at) WHERE position IS NULL;

-- The last position given in each merchant and mode.
CREATE TABLE event_counter (
    merchant_id BLOB NOT NULL,
    live INTEGER NOT NULL,
    last_position INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, live)
) STRICT;

-- A page that looks different now; nodes that keep rendered pages read them from here.
CREATE TABLE page_change (
    merchant_id BLOB NOT NULL,
    live INTEGER NOT NULL,
    id BLOB NOT NULL,
    payment_request_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, live, id)
) STRICT;
CREATE INDEX page_change_newest ON page_change (created_at, id);

-- Work to be done after a commit, inserted in the transaction that wants it. Holds ids only.
CREATE TABLE job (
    id BLOB NOT NULL PRIMARY KEY,
    merchant_id BLOB NOT NULL,
    live INTEGER NOT NULL,
    lane TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject BLOB NOT NULL,
    state TEXT NOT NULL,
    run_at INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    again INTEGER NOT NULL,
    lease BLOB,
    lease_until INTEGER,
    last_error TEXT,
    created_at INTEGER NOT NULL,
    CHECK (state IN ('ready', 'running', 'given_up'))
) STRICT;
CREATE UNIQUE INDEX job_subject ON job (kind, subject) WHERE state <> 'given_up';
CREATE INDEX job_due ON job (lane, run_at) WHERE state = 'ready';
CREATE INDEX job_leased ON job (lane, lease_until) WHERE state = 'running';

-- The answer to a POST with an Idempotency-Key, claimed in the transaction of its effect, kept 30 days.
CREATE TABLE idempotency (
    merchant_id BLOB NOT NULL,
    live INTEGER NOT NULL,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    body_hash BLOB NOT NULL,
    status INTEGER,
    result TEXT,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, live, method, path, idempotency_key)
) STRICT;
CREATE INDEX idempotency_oldest ON idempotency (created_at);

-- Values that tell whether the secret key still fits this database.
CREATE TABLE key_check (
    key_id TEXT NOT NULL PRIMARY KEY,
    sealed BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
