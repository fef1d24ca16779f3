-- Letters that were not sent, or of which nobody knows, are few among those that were; looked for by their operator.
CREATE INDEX letters_failed ON letters (requested_at) WHERE status IN ('UNDELIVERABLE', 'UNCERTAIN');
