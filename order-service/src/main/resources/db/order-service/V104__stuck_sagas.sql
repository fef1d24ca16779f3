-- Sagas that are set aside are few among those that have ended, and looked for by their operator and the doctor.
CREATE INDEX sagas_stuck ON sagas (saga_id) WHERE status = 'STUCK';
