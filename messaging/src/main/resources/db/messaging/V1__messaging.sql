-- What every service has beside its own tables: inbox, outbox, leases, dead letters.

-- Offsets that were handled, for ever, as merged ranges: what lies inside is a duplicate, at any age.
CREATE TABLE handled_offsets (
  topic       text           NOT NULL,
  topic_id    uuid           NOT NULL,
  partition   int            NOT NULL,
  offsets     int8multirange NOT NULL DEFAULT '{}',
  PRIMARY KEY (topic_id, partition)
) WITH (fillfactor = 20);

-- Identities of handled messages, kept for at least 30 days; whole months are dropped.
CREATE TABLE inbox (
  id          text COLLATE "C" NOT NULL,
  source      text COLLATE "C" NOT NULL,
  content     uuid             NOT NULL,
  month       date             NOT NULL DEFAULT date_trunc('month', now()),
  PRIMARY KEY (id, source, month)
) PARTITION BY RANGE (month);

CREATE SEQUENCE outbox_id AS bigint;

-- Everything that the service publishes, in the order of ids for each key; only ever appended to.
CREATE TABLE outbox (
  id           bigint      NOT NULL DEFAULT nextval('outbox_id'),
  kind         text        NOT NULL CHECK (kind IN ('fact', 'message')),
  topic        text        NOT NULL,
  message_key  bytea,
  payload      bytea,
  headers      bytea       NOT NULL,
  message_id   text        NOT NULL,
  type         text        NOT NULL,
  subject      text        NOT NULL,
  sequence     bigint      NOT NULL,
  causation_id text        NOT NULL,
  created_at   timestamptz NOT NULL DEFAULT now()
) PARTITION BY LIST (kind);

-- Facts are kept for ever: a lost Kafka is filled again from them.
CREATE TABLE outbox_facts PARTITION OF outbox (PRIMARY KEY (id)) FOR VALUES IN ('fact');

-- Commands, answers and dead letters are dropped after 30 days, in whole months.
CREATE TABLE outbox_messages PARTITION OF outbox FOR VALUES IN ('message') PARTITION BY RANGE (created_at);

-- Names the partitions of this month and the next; called at start and daily, so that none is ever missing.
CREATE FUNCTION make_month_partitions() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  month date;
  suffix text;
BEGIN
  FOR n IN 0..1 LOOP
    month := date_trunc('month', now() + make_interval(months => n));
    suffix := to_char(month, 'YYYY_MM');
    EXECUTE format('CREATE TABLE IF NOT EXISTS inbox_%s PARTITION OF inbox FOR VALUES FROM (%L) TO (%L)',
      suffix, month, (month + interval '1 month')::date);
    EXECUTE format('CREATE TABLE IF NOT EXISTS outbox_messages_%s PARTITION OF outbox_messages (PRIMARY KEY (id))
      FOR VALUES FROM (%L) TO (%L)', suffix, month::timestamptz, (month + interval '1 month')::timestamptz);
  END LOOP;
END $$;

-- Drops the months that ended more than 30 days ago.
CREATE FUNCTION drop_old_months() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  old record;
BEGIN
  FOR old IN
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent IN ('inbox'::regclass, 'outbox_messages'::regclass)
      AND to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' + interval '30 days' < now()
  LOOP
    EXECUTE format('DROP TABLE %I', old.relname);
  END LOOP;
END $$;

SELECT make_month_partitions();

CREATE TABLE leases (
  name   text        PRIMARY KEY,
  owner  text        NOT NULL,
  epoch  bigint      NOT NULL,
  until  timestamptz NOT NULL
);

-- All rows up to the cursor are acknowledged by Kafka.
CREATE TABLE relay_cursor (
  one    boolean PRIMARY KEY DEFAULT true CHECK (one),
  cursor bigint  NOT NULL
);
INSERT INTO relay_cursor (cursor) VALUES (0);

-- The last own record of each partition that Kafka acknowledged: what is missing behind it was lost.
CREATE TABLE relay_positions (
  topic       text   NOT NULL,
  partition   int    NOT NULL,
  topic_id    uuid   NOT NULL,
  last_offset bigint NOT NULL,
  last_id     bigint NOT NULL,
  PRIMARY KEY (topic, partition)
) WITH (fillfactor = 20);

CREATE TABLE dead_letters (
  topic       text        NOT NULL,
  topic_id    uuid        NOT NULL,
  partition   int         NOT NULL,
  "offset"    bigint      NOT NULL,
  appended_at timestamptz NOT NULL,
  reason      text        NOT NULL,
  detail      text        NOT NULL,
  attempts    int         NOT NULL,
  hops        int         NOT NULL,
  stream      text        NOT NULL,
  sequence    bigint      NOT NULL,
  status      text        NOT NULL DEFAULT 'OPEN' CHECK (status IN ('OPEN', 'REDRIVEN', 'DISCARDED')),
  message_key bytea,
  payload     bytea,
  headers     bytea       NOT NULL,
  buried_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (topic_id, partition, "offset")
);
CREATE INDEX dead_letters_holding ON dead_letters (stream, sequence) WHERE status = 'OPEN' AND stream <> '';

-- Facts that wait for an earlier one of their stream.
CREATE TABLE waiting (
  stream      text        NOT NULL,
  sequence    bigint      NOT NULL,
  topic       text        NOT NULL,
  topic_id    uuid        NOT NULL,
  partition   int         NOT NULL,
  "offset"    bigint      NOT NULL,
  appended_at timestamptz NOT NULL,
  message_key bytea,
  payload     bytea,
  headers     bytea       NOT NULL,
  since       timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (stream, sequence, topic_id, partition, "offset")
);
