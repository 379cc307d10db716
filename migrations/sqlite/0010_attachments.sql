-- Files that go with payment requests. Their bytes stand apart, so that nothing reads them by the way; names and bytes are sealed.

CREATE TABLE attachment (
    merchant_id BLOB NOT NULL,
    live INTEGER NOT NULL,
    id BLOB NOT NULL,
    payment_request_id BLOB NOT NULL,
    name_sealed BLOB NOT NULL,
    size INTEGER NOT NULL,
    sha256 BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, live, id),
    FOREIGN KEY (merchant_id, live, payment_request_id) REFERENCES payment_request (merchant_id, live, id)
) STRICT;
CREATE INDEX attachment_of_request ON attachment (merchant_id, live, payment_request_id);

CREATE TABLE attachment_content (
    merchant_id BLOB NOT NULL,
    live INTEGER NOT NULL,
    attachment_id BLOB NOT NULL,
    content_sealed BLOB NOT NULL,
    PRIMARY KEY (merchant_id, live, attachment_id),
    FOREIGN KEY (merchant_id, live, attachment_id) REFERENCES attachment (merchant_id, live, id)
) STRICT;
