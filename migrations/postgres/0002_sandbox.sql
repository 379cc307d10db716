-- The built-in sandbox provider. It is a company of its own: nothing here refers to a table of paylink's.

CREATE TABLE sandbox_checkout (
    id UUID NOT NULL PRIMARY KEY,
    account_id UUID NOT NULL,
    idempotency_key TEXT NOT NULL,
    body_hash BYTEA NOT NULL,
    status TEXT NOT NULL,
    amount BIGINT NOT NULL,
    currency TEXT NOT NULL,
    description TEXT NOT NULL,
    merchant_name TEXT NOT NULL,
    language TEXT NOT NULL,
    client_reference TEXT NOT NULL,
    return_url TEXT NOT NULL,
    notify_url TEXT NOT NULL,
    method TEXT NOT NULL,
    acted_at BIGINT,
    settles_at BIGINT,
    settles_as TEXT,
    succeeded_at BIGINT,
    failure_code TEXT,
    charge_reference TEXT,
    refunded BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    UNIQUE (account_id, idempotency_key),
    CHECK (status IN ('open', 'pending', 'succeeded', 'failed', 'ended'))
);
CREATE INDEX sandbox_checkout_settling ON sandbox_checkout (settles_at) WHERE settles_at IS NOT NULL;
CREATE INDEX sandbox_checkout_client ON sandbox_checkout (account_id, client_reference);

CREATE TABLE sandbox_refund (
    id UUID NOT NULL PRIMARY KEY,
    account_id UUID NOT NULL,
    checkout_id UUID NOT NULL REFERENCES sandbox_checkout (id),
    idempotency_key TEXT NOT NULL,
    amount BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (account_id, idempotency_key)
);

CREATE TABLE sandbox_notification (
    id UUID NOT NULL PRIMARY KEY,
    account_id UUID NOT NULL,
    checkout_id UUID NOT NULL,
    event_id TEXT NOT NULL,
    url TEXT NOT NULL,
    body TEXT NOT NULL,
    send_at BIGINT NOT NULL,
    lease_until BIGINT,
    tries BIGINT NOT NULL,
    done_at BIGINT,
    created_at BIGINT NOT NULL
);
CREATE INDEX sandbox_notification_due ON sandbox_notification (send_at) WHERE done_at IS NULL;
