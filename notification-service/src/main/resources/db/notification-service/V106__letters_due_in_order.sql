-- While the mail server is away, letters that need none are looked for in parts of all that are due: each part begins
-- behind the letter at which the last one ended, and many letters may be due at the same time.
DROP INDEX letters_due;
CREATE INDEX letters_due ON letters (due_at, notification_id) WHERE due_at IS NOT NULL;
