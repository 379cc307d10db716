-- Files that go with payment requests. Their bytes stand apart, so that nothing reads them by the way; names and bytes are sealed.

CREATE TABLE attachment (
    merchant_id UUID NOT NULL,
    live BOOLEAN NOT NULL,
    id UUID NOT NULL,
    payment_request_id UUID NOT NULL,
    name_sealed BYTEA NOT NULL,
    size BIGINT NOT NULL,
    sha256 BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (merchant_id, live, id),
    FOREIGN KEY (merchant_id, live, payment_request_id) REFERENCES payment_request (merchant_id, live, id)
);
CREATE INDEX attachment_of_request ON attachment (merchant_id, live, payment_request_id);

CREATE TABLE attachment_content (
    merchant_id UUID NOT NULL,
    live BOOLEAN NOT NULL,
    attachment_id UUID NOT NULL,
    content_sealed BYTEA NOT NULL,
    PRIMARY KEY (merchant_id, live, attachment_id),
    FOREIGN KEY (merchant_id, live, attachment_id) REFERENCES attachment (merchant_id, live, id)
);
