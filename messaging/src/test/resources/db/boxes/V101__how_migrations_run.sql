-- What limits a migration's statements, and where they find tables.
CREATE TABLE how_migrations_run AS
SELECT current_setting('statement_timeout') AS statement_timeout, current_setting('lock_timeout') AS lock_timeout,
  current_setting('search_path') AS search_path;
