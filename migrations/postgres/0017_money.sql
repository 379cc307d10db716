-- Money of another currency than was asked for waits for a decision, and its request with it; it adds to no amount of that request.
UPDATE payment_request SET
    clarifying = clarifying + (SELECT COUNT(*) FROM payment p
        WHERE p.merchant_id = payment_request.merchant_id AND p.live = payment_request.live AND p.payment_request_id = payment_request.id
        AND p.currency <> payment_request.currency AND p.awaits_decision AND NOT p.late),
    disputed = disputed - (SELECT CAST(COALESCE(SUM(p.disputed), 0) AS BIGINT) FROM payment p
        WHERE p.merchant_id = payment_request.merchant_id AND p.live = payment_request.live AND p.payment_request_id = payment_request.id
        AND p.currency <> payment_request.currency)
    WHERE EXISTS (SELECT 1 FROM payment p
        WHERE p.merchant_id = payment_request.merchant_id AND p.live = payment_request.live AND p.payment_request_id = payment_request.id
        AND p.currency <> payment_request.currency);

-- When the payer came back from the provider's page without having paid.
ALTER TABLE payment ADD COLUMN left_at BIGINT;
