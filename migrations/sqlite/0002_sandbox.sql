-- The built-in sandbox provider. It is a company of its own: nothing here refers to a table of paylink's.

CREATE TABLE sandbox_checkout (
    id BLOB NOT NULL PRIMARY KEY,
    account_id BLOB NOT NULL,
    idempotency_key TEXT NOT NULL,
    body_hash BLOB NOT NULL,
    status TEXT NOT NULL,
    amount INTEGER NOT NULL,
    currency TEXT NOT NULL,
    description TEXT NOT NULL,
    merchant_name TEXT NOT NULL,
    language TEXT NOT NULL,
    client_reference TEXT NOT NULL,
    return_url TEXT NOT NULL,
    notify_url TEXT NOT NULL,
    method TEXT NOT NULL,
    acted_at INTEGER,
    settles_at INTEGER,
    settles_as TEXT,
    succeeded_at INTEGER,
    failure_code TEXT,
    charge_reference TEXT,
    refunded INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    UNIQUE (account_id, idempotency_key),
    CHECK (status IN ('open', 'pending', 'succeeded', 'failed', 'ended'))
) STRICT;
CREATE INDEX sandbox_checkout_settling ON sandbox_checkout (settles_at) WHERE settles_at IS NOT NULL;
CREATE INDEX sandbox_checkout_client ON sandbox_checkout (account_id, client_reference);

CREATE TABLE sandbox_refund (
    id BLOB NOT NULL PRIMARY KEY,
    account_id BLOB NOT NULL,
    checkout_id BLOB NOT NULL REFERENCES sandbox_checkout (id),
    idempotency_key TEXT NOT NULL,
    amount INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (account_id, idempotency_key)
) STRICT;

CREATE TABLE sandbox_notification (
    id BLOB NOT NULL PRIMARY KEY,
    account_id BLOB NOT NULL,
    checkout_id BLOB NOT NULL,
    event_id TEXT NOT NULL,
    url TEXT NOT NULL,
    body TEXT NOT NULL,
    send_at INTEGER NOT NULL,
    lease_until INTEGER,
    tries INTEGER NOT NULL,
    done_at INTEGER,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sandbox_notification_due ON sandbox_notification (send_at) WHERE done_at IS NULL;
