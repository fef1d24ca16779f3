-- Which topic the offsets of a replay are of: one of the same name that was made anew has other records there. A run that
-- an earlier version began does not tell, and is gone on with on the topic that has the name: it may well be the same,
-- nothing outside the run's offsets is read, and the inbox knows what was handled, by the topic's id, in any case.

ALTER TABLE replays
  ADD COLUMN topic_id uuid,
  ADD COLUMN missing  bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN replays.topic_id IS 'Kafka''s id of the topic; null for a run that an earlier version began';
COMMENT ON COLUMN replays.missing IS
  'offsets of the scope that were gone when it was gone on with: deleted by retention, or lost';
COMMENT ON COLUMN replay_partitions.to_offset IS
  'the end of the scope, exclusive; since what was behind it is lost, the end of what is there';
