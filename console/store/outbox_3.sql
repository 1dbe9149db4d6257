-- What was accepted together is taken back together.
ALTER TABLE outbox ADD COLUMN unit TEXT NOT NULL DEFAULT '';
