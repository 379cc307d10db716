-- Wordings of a merchant's own, per profile. A row is a version and stays as it was saved; the highest number counts. One without a text
-- goes back to the wording that is built in.
CREATE TABLE template (
    merchant_id BLOB NOT NULL,
    live INTEGER NOT NULL,
    profile_id BLOB NOT NULL,
    purpose TEXT NOT NULL,
    channel TEXT NOT NULL,
    language TEXT NOT NULL,
    version INTEGER NOT NULL,
    subject TEXT,
    text TEXT,
    saved_by BLOB,
    saved_at INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, live, profile_id, purpose, channel, language, version),
    FOREIGN KEY (merchant_id, live, profile_id) REFERENCES profile (merchant_id, live, id)
) STRICT;
