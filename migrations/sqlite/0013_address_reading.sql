-- How numbers and addresses were read when what stands here was written. What an older version wrote is read again when the program
-- starts: SQL knows no numbering plans.
CREATE TABLE address_reading (
    version INTEGER NOT NULL,
    begun_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX address_reading_version ON address_reading (version);
