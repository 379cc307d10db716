-- A notification may come before its payment is known by the provider's id that it names. It is kept, and read again then.

ALTER TABLE provider_fact ADD COLUMN about TEXT;
CREATE INDEX provider_fact_unmatched ON provider_fact (merchant_id, live, provider_account_id, about) WHERE payment_id IS NULL;
