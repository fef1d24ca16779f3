-- What an operator decided about a dead letter, how it got there, and what every table is for, for those who look with psql.

ALTER TABLE dead_letters
  ADD COLUMN id             bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  ADD COLUMN type           text   NOT NULL DEFAULT '?',
  ADD COLUMN subject        text   NOT NULL DEFAULT '',
  ADD COLUMN resolved_at    timestamptz,
  ADD COLUMN because        text   NOT NULL DEFAULT '',
  ADD COLUMN mended_payload bytea,
  ADD COLUMN mended_headers bytea;

CREATE TABLE dead_letter_history (
  id       bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  letter   bigint      NOT NULL REFERENCES dead_letters (id),
  at       timestamptz NOT NULL DEFAULT now(),
  event    text        NOT NULL CHECK (event IN ('BURIED', 'REDRIVEN', 'DISCARDED')),
  reason   text        NOT NULL,
  detail   text        NOT NULL,
  attempts int         NOT NULL,
  hops     int         NOT NULL,
  because  text        NOT NULL,
  mended   boolean     NOT NULL
);
CREATE INDEX dead_letter_history_letter ON dead_letter_history (letter, id);

INSERT INTO dead_letter_history (letter, at, event, reason, detail, attempts, hops, because, mended)
SELECT id, buried_at, 'BURIED', reason, detail, attempts, hops, '', false FROM dead_letters ORDER BY buried_at;

-- The topic of dead letters can be filled again from here, however old they are.
UPDATE outbox SET kind = 'fact' WHERE kind = 'message' AND type = 'dead-letter';

COMMENT ON TABLE dead_letters IS 'records that could not be handled, as they came; orderly <service> dead-letters works on them';
COMMENT ON COLUMN dead_letters.id IS 'given in the order of first burials';
COMMENT ON COLUMN dead_letters.topic IS 'where the record lay; topic:partition:offset is what commands call it by';
COMMENT ON COLUMN dead_letters.topic_id IS 'Kafka''s id of the topic, which tells it from another of the same name';
COMMENT ON COLUMN dead_letters.partition IS 'where the record lay';
COMMENT ON COLUMN dead_letters."offset" IS 'where the record lay';
COMMENT ON COLUMN dead_letters.appended_at IS 'when Kafka took the record';
COMMENT ON COLUMN dead_letters.reason IS 'a code, with a JSON pointer where it takes one: missing:/data/email';
COMMENT ON COLUMN dead_letters.detail IS 'a sentence that says what to mend; it names fields, never values';
COMMENT ON COLUMN dead_letters.attempts IS 'how often handling was tried, from 1, the last time';
COMMENT ON COLUMN dead_letters.hops IS 'how often it came back after it was redriven';
COMMENT ON COLUMN dead_letters.stream IS 'the numbered facts that it is one of, as topic/kind/subject; open, it holds back the later ones. Empty: it holds back nobody';
COMMENT ON COLUMN dead_letters.sequence IS 'its number in the stream; 0 where it has none';
COMMENT ON COLUMN dead_letters.status IS 'OPEN until it is REDRIVEN, and OPEN again if it fails again; or DISCARDED';
COMMENT ON COLUMN dead_letters.message_key IS 'the record''s key, byte for byte';
COMMENT ON COLUMN dead_letters.payload IS 'the record''s value, byte for byte';
COMMENT ON COLUMN dead_letters.headers IS 'the record''s headers: a count, then for each the name and the value, each behind its length in 4 bytes, -1 for none';
COMMENT ON COLUMN dead_letters.buried_at IS 'when it became a dead letter, the last time';
COMMENT ON COLUMN dead_letters.type IS 'the message''s type; ? where it could not be told';
COMMENT ON COLUMN dead_letters.subject IS 'the id of the aggregate that it is about; empty where it could not be told';
COMMENT ON COLUMN dead_letters.resolved_at IS 'when it was redriven or discarded; none while it is open';
COMMENT ON COLUMN dead_letters.because IS 'why it was discarded, in its operator''s words';
COMMENT ON COLUMN dead_letters.mended_payload IS 'the value that was last handed over instead of the payload; none while it is as it came';
COMMENT ON COLUMN dead_letters.mended_headers IS 'the headers that go with the mended payload';

COMMENT ON TABLE dead_letter_history IS 'each burial of a dead letter and each decision about it';
COMMENT ON COLUMN dead_letter_history.id IS 'given in the order of what happened';
COMMENT ON COLUMN dead_letter_history.letter IS 'dead_letters.id';
COMMENT ON COLUMN dead_letter_history.at IS 'when it happened';
COMMENT ON COLUMN dead_letter_history.event IS 'BURIED, REDRIVEN or DISCARDED';
COMMENT ON COLUMN dead_letter_history.reason IS 'the reason of the dead letter at that time';
COMMENT ON COLUMN dead_letter_history.detail IS 'what was to be mended at that time';
COMMENT ON COLUMN dead_letter_history.attempts IS 'how often handling had been tried';
COMMENT ON COLUMN dead_letter_history.hops IS 'how often it had come back';
COMMENT ON COLUMN dead_letter_history.because IS 'why it was discarded';
COMMENT ON COLUMN dead_letter_history.mended IS 'whether it was redriven with an edited payload';

COMMENT ON TABLE waiting IS 'what is handled when its turn comes: facts behind an earlier one of their stream, and dead letters that were redriven';
COMMENT ON COLUMN waiting.stream IS 'the facts that it is one of, as topic/kind/subject; redrive/<place> for a dead letter without a number';
COMMENT ON COLUMN waiting.sequence IS 'its number in the stream; the lowest goes first';
COMMENT ON COLUMN waiting.topic IS 'where the record lay';
COMMENT ON COLUMN waiting.topic_id IS 'Kafka''s id of the topic';
COMMENT ON COLUMN waiting.partition IS 'where the record lay';
COMMENT ON COLUMN waiting."offset" IS 'where the record lay';
COMMENT ON COLUMN waiting.appended_at IS 'when Kafka took the record';
COMMENT ON COLUMN waiting.message_key IS 'the record''s key';
COMMENT ON COLUMN waiting.payload IS 'the record''s value; in the place of a discarded fact, a message that only counts';
COMMENT ON COLUMN waiting.headers IS 'the record''s headers, in the form of dead_letters.headers';
COMMENT ON COLUMN waiting.since IS 'since when it waits';

COMMENT ON COLUMN handled_offsets.partition IS 'of the topic';

COMMENT ON TABLE inbox IS 'which messages were handled, by identity: for at least 30 days, then whole months are dropped';
COMMENT ON COLUMN inbox.id IS 'the message''s id';
COMMENT ON COLUMN inbox.source IS 'who sent it; an id tells a message from others of its source only';
COMMENT ON COLUMN inbox.content IS 'half a SHA-256 over type, subject and data: with another content the id was reused';
COMMENT ON COLUMN inbox.month IS 'in which it was handled, in UTC';

COMMENT ON TABLE outbox IS 'all that the service publishes, written in the transaction that gives rise to it; only ever appended to';
COMMENT ON TABLE outbox_facts IS 'facts, and what became of dead letters: kept for ever';
COMMENT ON TABLE outbox_messages IS 'commands and answers, kept for at least 30 days in whole months';
COMMENT ON COLUMN outbox.id IS 'in the order of commits for each key';
COMMENT ON COLUMN outbox.kind IS 'fact: kept for ever, as facts are and what became of dead letters; message: all else';
COMMENT ON COLUMN outbox.topic IS 'where the relay sends it';
COMMENT ON COLUMN outbox.message_key IS 'the record''s key';
COMMENT ON COLUMN outbox.payload IS 'the record''s value';
COMMENT ON COLUMN outbox.headers IS 'the record''s headers, in the form of dead_letters.headers';
COMMENT ON COLUMN outbox.message_id IS 'the message''s id';
COMMENT ON COLUMN outbox.type IS 'the message''s type';
COMMENT ON COLUMN outbox.subject IS 'the id of the aggregate that it is about';
COMMENT ON COLUMN outbox.sequence IS 'the aggregate''s version; 0 for what is not numbered';
COMMENT ON COLUMN outbox.causation_id IS 'id of the message from which it follows';
COMMENT ON COLUMN outbox.created_at IS 'when it was written';

COMMENT ON TABLE leases IS 'which instance may do what only one may do at a time';
COMMENT ON COLUMN leases.name IS 'what the lease is for';
COMMENT ON COLUMN leases.owner IS 'the instance that holds it';
COMMENT ON COLUMN leases.epoch IS 'higher with each new owner; writes under the lease check it';
COMMENT ON COLUMN leases.until IS 'when it runs out, by the database''s clock';

COMMENT ON TABLE relay_cursor IS 'how far the outbox is in Kafka; one row';
COMMENT ON COLUMN relay_cursor.one IS 'sees to it that there is one row';
COMMENT ON COLUMN relay_cursor.cursor IS 'all outbox rows up to this id are acknowledged';

COMMENT ON TABLE relay_positions IS 'the last own record that each partition has acknowledged: one that ends before it has lost records';
COMMENT ON COLUMN relay_positions.topic IS 'the topic''s name';
COMMENT ON COLUMN relay_positions.partition IS 'of the topic';
COMMENT ON COLUMN relay_positions.topic_id IS 'Kafka''s id of the topic';
COMMENT ON COLUMN relay_positions.last_offset IS 'the record''s offset';
COMMENT ON COLUMN relay_positions.last_id IS 'the outbox id of that record';

COMMENT ON TABLE sagas IS 'where sagas stand; only a service that coordinates some has rows here';
COMMENT ON COLUMN sagas.saga_id IS 'what it is about: the order''s id';
COMMENT ON COLUMN sagas.definition IS 'the saga''s name, such as place-order';
COMMENT ON COLUMN sagas.version IS 'of the definition in which it began';
COMMENT ON COLUMN sagas.step IS 'the step at which it is, by name';
COMMENT ON COLUMN sagas.turned IS 'whether it goes back';
COMMENT ON COLUMN sagas.status IS 'RUNNING, COMPLETED (forward), COMPENSATED (back), or STUCK: set aside for people to look at';
COMMENT ON COLUMN sagas.attempt IS 'the how manieth time the step was asked, from 1';
COMMENT ON COLUMN sagas.due_at IS 'when its timer fires; none where it awaits nothing';
COMMENT ON COLUMN sagas.failures IS 'faults of ours in a row';
COMMENT ON COLUMN sagas.timeline IS 'what it sent, was answered, and when';
COMMENT ON COLUMN sagas.correlation_id IS 'id of the first message of the story in which it began';
COMMENT ON COLUMN sagas.traceparent IS 'the trace in which it began';

COMMENT ON TABLE topic_shapes IS 'what each topic was when the service first met it';
COMMENT ON COLUMN topic_shapes.topic IS 'the topic''s name';
COMMENT ON COLUMN topic_shapes.topic_id IS 'Kafka''s id of it';
COMMENT ON COLUMN topic_shapes.partitions IS 'how many it has; another number is refused at start';
