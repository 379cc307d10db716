-- Addresses that forward requests without being trusted; `paylink check` names them.

CREATE TABLE forwarder (
    address TEXT NOT NULL PRIMARY KEY,
    seen_at INTEGER NOT NULL
) STRICT;
