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
  partition  int         NOT NULL
);
CREATE INDEX sagas_due ON sagas (due_at) WHERE due_at IS NOT NULL;
