-- What limits a migration's statements.
CREATE TABLE how_migrations_run AS
SELECT current_setting('statement_timeout') AS statement_timeout, current_setting('lock_timeout') AS lock_timeout;
