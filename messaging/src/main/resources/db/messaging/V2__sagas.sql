-- Where sagas stand; only a service that coordinates some has rows here.
CREATE TABLE sagas (
  saga_id    text COLLATE "C" PRIMARY KEY,
  definition text        NOT NULL,
  version    int         NOT NULL,
  step       text        NOT NULL,
  turned     boolean     NOT NULL,
  status     text        NOT NULL CHECK (status IN ('RUNNING', 'COMPLETED', 'COMPENSATED', 'STUCK')),
  attempt    int         NOT NULL,
  due_at     timestamptz,
  failures   int         NOT NULL,
  timeline   jsonb       NOT NULL,
  key_hash   int         NOT NULL
);
CREATE INDEX sagas_due ON sagas (due_at) WHERE due_at IS NOT NULL;
COMMENT ON COLUMN sagas.key_hash IS 'modulo the partitions of the answer topic: whose instance fires the timer';
