-- Runs of `replay`: what each is about, and how far it has come.

CREATE TABLE replays (
  run_id     text PRIMARY KEY,
  topic      text        NOT NULL,
  record_key text,
  type       text,
  effects    boolean     NOT NULL,
  rate       int         NOT NULL,
  status     text        NOT NULL CHECK (status IN ('RUNNING', 'PAUSED', 'DONE', 'ABORTED')),
  started_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz NOT NULL DEFAULT now(),
  applied    bigint      NOT NULL DEFAULT 0,
  unchanged  bigint      NOT NULL DEFAULT 0,
  ignored    bigint      NOT NULL DEFAULT 0,
  refused    bigint      NOT NULL DEFAULT 0,
  failed     bigint      NOT NULL DEFAULT 0,
  suppressed bigint      NOT NULL DEFAULT 0,
  waiting    bigint      NOT NULL DEFAULT 0
);
COMMENT ON TABLE replays IS 'Runs of replay: scope, state, and how many records came to which outcome';
COMMENT ON COLUMN replays.run_id IS 'names the run; chosen when it begins';
COMMENT ON COLUMN replays.topic IS 'whose records are replayed';
COMMENT ON COLUMN replays.started_at IS 'when it was begun';
COMMENT ON COLUMN replays.changed_at IS 'when its last batch was handled, or its status changed';
COMMENT ON COLUMN replays.record_key IS 'only records of this key; null for all';
COMMENT ON COLUMN replays.type IS 'only messages of this type; null for all';
COMMENT ON COLUMN replays.effects IS 'whether letters that follow are sent';
COMMENT ON COLUMN replays.rate IS 'records a second, at most; 0 for no limit';
COMMENT ON COLUMN replays.status IS
  'RUNNING: a process is at it, or was killed; PAUSED: to be gone on with; DONE and ABORTED: nothing more comes';
COMMENT ON COLUMN replays.applied IS 'records that were handled now and had not been before';
COMMENT ON COLUMN replays.unchanged IS 'records that had been handled before';
COMMENT ON COLUMN replays.ignored IS 'records of which nothing followed';
COMMENT ON COLUMN replays.refused IS 'commands that got a business no';
COMMENT ON COLUMN replays.failed IS 'records that became dead letters';
COMMENT ON COLUMN replays.suppressed IS 'records that were handled, and whose letter is not sent';
COMMENT ON COLUMN replays.waiting IS 'facts that wait for an earlier one of their subject';

CREATE TABLE replay_partitions (
  run_id      text   NOT NULL REFERENCES replays ON DELETE CASCADE,
  partition   int    NOT NULL,
  from_offset bigint NOT NULL,
  next_offset bigint NOT NULL,
  to_offset   bigint NOT NULL,
  PRIMARY KEY (run_id, partition)
);
COMMENT ON TABLE replay_partitions IS 'How far a run of replay has come in each partition';
COMMENT ON COLUMN replay_partitions.run_id IS 'the run';
COMMENT ON COLUMN replay_partitions.partition IS 'of its topic';
COMMENT ON COLUMN replay_partitions.from_offset IS 'the first offset of the scope';
COMMENT ON COLUMN replay_partitions.next_offset IS 'the first offset that was not read yet';
COMMENT ON COLUMN replay_partitions.to_offset IS 'the end of the scope, exclusive';
