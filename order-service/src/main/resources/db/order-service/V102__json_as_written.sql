-- Written and read as a whole: nothing is gained by taking it apart each time, as jsonb does.
ALTER TABLE orders
  ALTER lines TYPE json USING lines::text::json,
  ALTER reserved TYPE json USING reserved::text::json;
