-- Hashes of addresses are keyed, so that whoever has the database but not the secret key cannot try numbers. Those that stand here are
-- keyed when the program starts: SQL does not know the key.
ALTER TABLE key_check ADD COLUMN keys_addresses BOOLEAN NOT NULL DEFAULT false;

-- Who is asked for money now. Two messages of different requests to one address lock nothing in common but this row, and both count what
-- went there before.
CREATE TABLE asked_address (
    merchant_id UUID NOT NULL REFERENCES merchant (id),
    live BOOLEAN NOT NULL,
    channel TEXT NOT NULL,
    address_hash BYTEA NOT NULL,
    asked_at BIGINT NOT NULL,
    PRIMARY KEY (merchant_id, live, channel, address_hash)
);
CREATE INDEX asked_address_old ON asked_address (asked_at);
