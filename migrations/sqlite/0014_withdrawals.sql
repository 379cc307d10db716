-- When a yes was said is not always known. Such a yes outweighs no withdrawal, whichever was written down first.
ALTER TABLE consent ADD COLUMN undated INTEGER NOT NULL DEFAULT 0;

-- Where a number that a sign-up page asks belongs, as the digits that are dialled for its country: so many are asked a day of each.
ALTER TABLE opt_in ADD COLUMN calling_code TEXT;
CREATE INDEX opt_in_asked ON opt_in (merchant_id, live, channel, created_at);
