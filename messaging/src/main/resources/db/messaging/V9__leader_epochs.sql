-- A partition that loses its tail gives the same offsets again, under a higher leader epoch: another record.

ALTER TABLE handled_offsets
  ADD epoch int NOT NULL DEFAULT 2147483647,
  DROP CONSTRAINT handled_offsets_pkey,
  ADD PRIMARY KEY (topic_id, partition, epoch);
ALTER TABLE handled_offsets ALTER epoch DROP DEFAULT;
COMMENT ON TABLE handled_offsets IS
  'Offsets that were handled, for ever. A record was handled if a row of its partition with its leader epoch, or a higher one, has its offset';
COMMENT ON COLUMN handled_offsets.topic IS 'its name when the row was made; the topic is told by its id';
COMMENT ON COLUMN handled_offsets.topic_id IS 'Kafka''s id of the topic: one that was deleted and made again is another';
COMMENT ON COLUMN handled_offsets.epoch IS
  'leader epoch of the records; -1: Kafka told none; 2147483647: noted before epochs were, and good for any';
COMMENT ON COLUMN handled_offsets.offsets IS
  'merged ranges, each with its first offset and without its end; offsets without a record belong to the record behind them';

ALTER TABLE dead_letters
  ADD leader_epoch int NOT NULL DEFAULT -1,
  DROP CONSTRAINT dead_letters_pkey,
  ADD PRIMARY KEY (topic_id, partition, "offset", leader_epoch);
ALTER TABLE dead_letters ALTER leader_epoch DROP DEFAULT;
COMMENT ON COLUMN dead_letters.leader_epoch IS
  'of the leader that appended the record; -1: Kafka told none, or it was set aside before epochs were noted';

ALTER TABLE waiting
  ADD leader_epoch int NOT NULL DEFAULT -1,
  DROP CONSTRAINT waiting_pkey,
  ADD PRIMARY KEY (stream, sequence, topic_id, partition, "offset", leader_epoch);
ALTER TABLE waiting ALTER leader_epoch DROP DEFAULT;
COMMENT ON COLUMN waiting.leader_epoch IS
  'of the leader that appended the record; -1: Kafka told none, or it was set aside before epochs were noted';
