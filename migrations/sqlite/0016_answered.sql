-- When a payment's provider last said how it stands: a reminder waits for that.

ALTER TABLE payment ADD COLUMN answered_at INTEGER;
