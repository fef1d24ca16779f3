-- Written and read as a whole: nothing is gained by taking it apart each time, as jsonb does.
ALTER TABLE letters
  DROP CONSTRAINT letters_params_check,
  ALTER params TYPE json USING params::text::json,
  ADD CHECK (json_typeof(params) = 'object');
