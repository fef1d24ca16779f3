-- A partition that loses its tail gives the same offsets again, under a higher leader epoch: another record.
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
