-- Sagas that await an answer are counted by step, to keep their number within bounds; of those that await a letter there
-- may be any number, which the count then walked through.
DROP INDEX sagas_due;
CREATE INDEX sagas_due ON sagas (step, due_at) WHERE due_at IS NOT NULL;
