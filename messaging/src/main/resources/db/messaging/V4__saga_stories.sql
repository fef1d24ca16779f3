-- The story that a saga is a part of, so that what follows from its timers is told as part of it, too.
ALTER TABLE sagas ADD COLUMN correlation_id text, ADD COLUMN traceparent text;
