-- What waits is looked for endpoint by endpoint: what waits for a paused one, for weeks perhaps, is never stepped through.
CREATE INDEX outbound_waiting_by_endpoint ON outbound_delivery (endpoint_id, next_attempt_at) WHERE state = 'waiting';
DROP INDEX outbound_waiting;

-- Whether a receiver fails is asked every few seconds.
CREATE INDEX outbound_in_vain ON outbound_delivery (endpoint_id, first_attempt_at)
  WHERE attempts >= 3 AND last_error IS NOT NULL AND state <> 'delivered';
