-- What waits is locked and released by the place of its record. Its key begins with the stream, so that each record was
-- looked for among all that wait.
CREATE INDEX waiting_place ON waiting (topic_id, partition, "offset", leader_epoch);
