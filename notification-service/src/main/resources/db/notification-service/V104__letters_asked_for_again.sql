ALTER TABLE letters ADD COLUMN reopened_at timestamptz;
COMMENT ON COLUMN letters.reopened_at IS 'When somebody last wanted it sent again; null if nobody did. Waits are reckoned from then';
