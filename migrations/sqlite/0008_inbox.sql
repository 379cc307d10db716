-- The inbox: what payers wrote, by address; long texts that come in parts; what a person has seen to.

-- Everything that one address wrote. The address itself stands sealed in its messages.
CREATE TABLE conversation (
    merchant_id BLOB NOT NULL REFERENCES merchant (id),
    live INTEGER NOT NULL,
    id BLOB NOT NULL,
    channel TEXT NOT NULL,
    address_hash BLOB NOT NULL,
    last_inbound_id BLOB NOT NULL,
    last_at INTEGER NOT NULL,
    unread INTEGER NOT NULL,
    -- The message that sounds like a withdrawal, until a person has decided.
    suggested_by BLOB,
    done_at INTEGER,
    PRIMARY KEY (merchant_id, live, id),
    UNIQUE (merchant_id, live, channel, address_hash)
) STRICT;
CREATE INDEX conversation_newest ON conversation (merchant_id, live, last_at, id);
CREATE INDEX conversation_unread ON conversation (merchant_id, live) WHERE unread > 0;


INSERT INTO conversation (merchant_id, live, id, channel, address_hash, last_inbound_id, last_at, unread)
SELECT i.merchant_id, i.live, i.id, i.channel, i.address_hash,
    (SELECT l.id FROM inbound_message l WHERE l.merchant_id = i.merchant_id AND l.live = i.live AND l.channel = i.channel
        AND l.address_hash = i.address_hash ORDER BY l.id DESC LIMIT 1),
    (SELECT l.received_at FROM inbound_message l WHERE l.merchant_id = i.merchant_id AND l.live = i.live AND l.channel = i.channel
        AND l.address_hash = i.address_hash ORDER BY l.id DESC LIMIT 1),
    (SELECT COUNT(*) FROM inbound_message l WHERE l.merchant_id = i.merchant_id AND l.live = i.live AND l.channel = i.channel
        AND l.address_hash = i.address_hash AND l.read_at IS NULL AND l.meaning IN ('reply', 'maybe_stop'))
FROM inbound_message i WHERE NOT EXISTS (SELECT 1 FROM inbound_message e WHERE e.merchant_id = i.merchant_id AND e.live = i.live
    AND e.channel = i.channel AND e.address_hash = i.address_hash AND e.id < i.id);

-- A long text whose parts are still coming, or came not long ago: a repeat or a latecomer is known by it. Parts are sealed.
CREATE TABLE inbound_parts (
    merchant_id BLOB NOT NULL REFERENCES merchant (id),
    live INTEGER NOT NULL,
    account_id BLOB NOT NULL,
    address_hash BLOB NOT NULL,
    part_of INTEGER NOT NULL,
    part_count INTEGER NOT NULL,
    id BLOB NOT NULL UNIQUE,
    letter_sealed BLOB NOT NULL,
    began_at INTEGER NOT NULL,
    shown_at INTEGER,
    PRIMARY KEY (merchant_id, live, account_id, address_hash, part_of, part_count)
) STRICT;
CREATE INDEX inbound_parts_old ON inbound_parts (began_at);

-- When somebody of the merchant saw to a message that did not arrive; when a person opened the link after it.
ALTER TABLE message ADD COLUMN handled_at INTEGER;
ALTER TABLE message ADD COLUMN opened_at INTEGER;
CREATE INDEX message_failed ON message (merchant_id, live, id)
    WHERE state IN ('failed', 'bounced', 'unconfirmed') AND handled_at IS NULL;
CREATE INDEX message_by_time ON message (merchant_id, live, created_at);

-- Openings by programs that fetch previews, which `opens` counts too.
ALTER TABLE payment_request ADD COLUMN previews INTEGER NOT NULL DEFAULT 0;
ALTER TABLE payment_request ADD COLUMN preview_at INTEGER;
