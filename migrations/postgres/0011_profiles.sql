-- Several profiles per merchant, senders of their own, and pages that change with their profile.

ALTER TABLE profile ADD COLUMN archived_at BIGINT;

-- Of a profile, or of all that have none of their own on that channel.
ALTER TABLE message_account ADD COLUMN profile_id UUID;
DROP INDEX message_account_in_use;
CREATE UNIQUE INDEX message_account_common ON message_account (merchant_id, live, channel) WHERE disabled_at IS NULL AND profile_id IS NULL;
CREATE UNIQUE INDEX message_account_of_profile ON message_account (merchant_id, live, channel, profile_id)
    WHERE disabled_at IS NULL AND profile_id IS NOT NULL;

-- Its rows live for minutes: made anew, so that a change may be that of a profile, with all its pages.
DROP TABLE page_change;
CREATE TABLE page_change (
    merchant_id UUID NOT NULL,
    live BOOLEAN NOT NULL,
    id UUID NOT NULL,
    payment_request_id UUID,
    profile_id UUID,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (merchant_id, live, id)
);
CREATE INDEX page_change_newest ON page_change (created_at, id);
