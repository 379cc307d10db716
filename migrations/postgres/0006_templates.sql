-- Wordings of a merchant's own, per profile. A row is a version and stays as it was saved; the highest number counts. One without a text
-- goes back to the wording that is built in.
CREATE TABLE template (
    merchant_id UUID NOT NULL,
    live BOOLEAN NOT NULL,
    profile_id UUID NOT NULL,
    purpose TEXT NOT NULL,
    channel TEXT NOT NULL,
    language TEXT NOT NULL,
    version BIGINT NOT NULL,
    subject TEXT,
    text TEXT,
    saved_by UUID,
    saved_at BIGINT NOT NULL,
    PRIMARY KEY (merchant_id, live, profile_id, purpose, channel, language, version),
    FOREIGN KEY (merchant_id, live, profile_id) REFERENCES profile (merchant_id, live, id)
);
