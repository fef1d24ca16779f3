-- What each topic was when the service first met it.
CREATE TABLE topic_shapes (
  topic      text PRIMARY KEY,
  topic_id   uuid NOT NULL,
  partitions int  NOT NULL
);
