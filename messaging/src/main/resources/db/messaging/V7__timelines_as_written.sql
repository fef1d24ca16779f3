-- A timeline is written and read as a whole. As jsonb it is taken apart and put together each time, which costs more
-- than all else that is done to the row.
ALTER TABLE sagas ALTER timeline TYPE json USING timeline::text::json;
