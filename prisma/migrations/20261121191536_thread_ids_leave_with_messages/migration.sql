-- CreateIndex
CREATE INDEX "outbound_delivery_decision_id_idx" ON "outbound_delivery"("decision_id");

-- The platform's id of a thread outlives an erasure in a message that has yet to be sent, and goes when that is over,
-- whichever way it ends.
CREATE FUNCTION forget_thread_id() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM decision d JOIN conversation c ON c.id = d.conversation_id
             WHERE d.id = NEW.decision_id AND c.erased_at IS NOT NULL) THEN
    NEW.body := jsonb_set(NEW.body, '{data,externalId}', 'null', false);
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER outbound_delivery_forget_thread_id BEFORE UPDATE OF state ON outbound_delivery FOR EACH ROW
  WHEN (OLD.state = 'waiting' AND NEW.state <> 'waiting' AND NEW.decision_id IS NOT NULL)
  EXECUTE FUNCTION forget_thread_id();

-- Those that had left before.
UPDATE outbound_delivery o SET body = jsonb_set(o.body, '{data,externalId}', 'null', false)
FROM decision d JOIN conversation c ON c.id = d.conversation_id
WHERE d.id = o.decision_id AND c.erased_at IS NOT NULL AND o.state <> 'waiting' AND o.body #>> '{data,externalId}' IS NOT NULL;
