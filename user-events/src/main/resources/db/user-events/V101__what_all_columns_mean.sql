COMMENT ON COLUMN users.user_id IS 'As whoever registered the user named it';
COMMENT ON COLUMN users.name IS 'As letters address the user';
COMMENT ON COLUMN holds.order_id IS 'The order for which credit is held, or was';
