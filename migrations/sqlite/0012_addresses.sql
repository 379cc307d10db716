-- Hashes of addresses are keyed, so that whoever has the database but not the secret key cannot try numbers. Those that stand here are
-- keyed when the program starts: SQL does not know the key.
ALTER TABLE key_check ADD COLUMN keys_addresses INTEGER NOT NULL DEFAULT 0;

-- Who is asked for money now. Two messages of different requests to one address lock nothing in common but this row, and both count what
-- went there before.
CREATE TABLE asked_address (
    merchant_id BLOB NOT NULL REFERENCES merchant (id),
    live INTEGER NOT NULL,
    channel TEXT NOT NULL,
    address_hash BLOB NOT NULL,
    asked_at INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, live, channel, address_hash)
) STRICT;
CREATE INDEX asked_address_old ON asked_address (asked_at);
