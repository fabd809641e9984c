-- Alerts are looked for apart from all else, so that a backlog of decisions is not stepped through to find them.
CREATE INDEX outbound_waiting_alerts ON outbound_delivery (next_attempt_at) WHERE state = 'waiting' AND alert_id IS NOT NULL;
