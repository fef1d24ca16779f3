-- Months are those of UTC, whatever the zone of the process that looks; and none is dropped before Kafka has all of it.

ALTER TABLE inbox ALTER month SET DEFAULT date_trunc('month', now() AT TIME ZONE 'UTC');

-- Makes the partitions of a month. It begins where the one before ends: that may have been made in another zone.
CREATE FUNCTION make_month(day timestamptz) RETURNS void LANGUAGE plpgsql SET timezone = 'UTC' AS $$
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
  EXECUTE format('CREATE TABLE IF NOT EXISTS inbox_%s PARTITION OF inbox FOR VALUES FROM (%L) TO (%L)',
    suffix, month::date, following::date);
  EXECUTE format('CREATE TABLE IF NOT EXISTS outbox_messages_%s PARTITION OF outbox_messages (PRIMARY KEY (id))
    FOR VALUES FROM (%L) TO (%L)', suffix, begins, following);
END $$;

CREATE OR REPLACE FUNCTION make_month_partitions() RETURNS void LANGUAGE plpgsql SET timezone = 'UTC' AS $$
BEGIN
  PERFORM make_month(now()), make_month(date_trunc('month', now()) + interval '1 month');
END $$;

CREATE OR REPLACE FUNCTION drop_old_months() RETURNS void LANGUAGE plpgsql SET timezone = 'UTC' AS $$
DECLARE
  old record;
  is_needed boolean;
BEGIN
  FOR old IN
    SELECT c.relname, i.inhparent = 'outbox_messages'::regclass AS is_outbox
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent IN ('inbox'::regclass, 'outbox_messages'::regclass)
      AND to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' + interval '30 days' < now()
  LOOP
    is_needed := false;
    IF old.is_outbox THEN
      EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE id > (SELECT cursor FROM relay_cursor))', old.relname)
        INTO is_needed;
    END IF;
    IF NOT is_needed THEN
      EXECUTE format('DROP TABLE %I', old.relname);
    END IF;
  END LOOP;
END $$;
