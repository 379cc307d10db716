-- Whether it was the operator, at the command line, who said where an account leads: then it may lead anywhere. Of those that stand here
-- nobody knows it any more, so they are judged like a merchant's; `paylink check` names those that lead into a closed network.
ALTER TABLE message_account ADD COLUMN by_operator INTEGER NOT NULL DEFAULT 0;

-- The address to go back to holds the pay link's secret, so it is sealed. Those that stand here are sealed when the program starts: SQL does
-- not know the key.
ALTER TABLE sandbox_checkout ADD COLUMN return_url_sealed BLOB;
