-- Months of inbox and outbox are hardly ever changed, looked up by key, and dropped whole: vacuuming them for what was
-- inserted writes every page a second time, for a visibility map that no query needs. Dead rows (of transactions rolled
-- back, of what was forgotten) and old transaction ids are vacuumed as ever. Facts stay for ever and must be frozen some
-- day, but not while the table is young: from a million new rows on (and a fifth of the table, as is the default).

CREATE OR REPLACE FUNCTION make_month(day timestamptz) RETURNS void LANGUAGE plpgsql SET timezone = 'UTC' AS $$
DECLARE
  month timestamptz := date_trunc('month', day);
  following timestamptz := month + interval '1 month';
  suffix text := to_char(month, 'YYYY_MM');
  begins timestamptz;
BEGIN
  SELECT coalesce(max(ends), month) INTO begins
  FROM (SELECT (regexp_match(pg_get_expr(c.relpartbound, c.oid), $x$TO \('(.*)'\)$x$))[1]::timestamptz AS ends
        FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'outbox_messages'::regclass) made
  WHERE ends BETWEEN month - interval '1 day' AND month + interval '1 day';
  EXECUTE format('CREATE TABLE IF NOT EXISTS inbox_%s PARTITION OF inbox FOR VALUES FROM (%L) TO (%L)
    WITH (autovacuum_vacuum_insert_threshold = -1)', suffix, month::date, following::date);
  EXECUTE format('CREATE TABLE IF NOT EXISTS outbox_messages_%s PARTITION OF outbox_messages (PRIMARY KEY (id))
    FOR VALUES FROM (%L) TO (%L) WITH (autovacuum_vacuum_insert_threshold = -1)', suffix, begins, following);
END $$;

DO $$
DECLARE
  made regclass;
BEGIN
  FOR made IN SELECT inhrelid FROM pg_inherits WHERE inhparent IN ('inbox'::regclass, 'outbox_messages'::regclass) LOOP
    EXECUTE format('ALTER TABLE %s SET (autovacuum_vacuum_insert_threshold = -1)', made);
  END LOOP;
END $$;

ALTER TABLE outbox_facts SET (autovacuum_vacuum_insert_threshold = 1000000);
