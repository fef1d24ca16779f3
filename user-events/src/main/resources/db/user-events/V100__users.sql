-- What user-events keeps of its own: users with their credit, and what is held for which order.

CREATE TABLE users (
  user_id          text COLLATE "C" PRIMARY KEY,
  name             text    NOT NULL,
  registered_email text    NOT NULL,
  email            text    NOT NULL,
  currency         text    NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  opening_credit   bigint  NOT NULL CHECK (opening_credit BETWEEN 0 AND 1000000000000),
  balance          bigint  NOT NULL CHECK (balance <= 1000000000000000),
  reserved         bigint  NOT NULL CHECK (reserved >= 0),
  active           boolean NOT NULL,
  version          bigint  NOT NULL CHECK (version > 0),
  CHECK (reserved <= balance)
) WITH (fillfactor = 50);
COMMENT ON TABLE users IS 'Users and their credit; each row is the fold of the user''s facts on user-events';
COMMENT ON COLUMN users.registered_email IS
  'the address of the registration; with name, currency and opening_credit it tells whether a later one says the same';
COMMENT ON COLUMN users.email IS 'where letters go now';
COMMENT ON COLUMN users.currency IS 'ISO-4217; of all amounts of this user';
COMMENT ON COLUMN users.opening_credit IS 'the first balance, in minor units (cents)';
COMMENT ON COLUMN users.balance IS 'in minor units (cents); balance - reserved is available for new orders';
COMMENT ON COLUMN users.reserved IS 'in minor units (cents); the sum of the user''s holds in state HELD';
COMMENT ON COLUMN users.active IS 'false once deactivated: no new orders, deposits or addresses; open holds go their way';
COMMENT ON COLUMN users.version IS 'sequence of the user''s last fact on user-events';

CREATE TABLE holds (
  order_id text COLLATE "C" PRIMARY KEY,
  user_id  text COLLATE "C",
  amount   bigint CHECK (amount BETWEEN 0 AND 1000000000000000),
  state    text NOT NULL CHECK (state IN ('HELD', 'RELEASED', 'CAPTURED')),
  CHECK ((state = 'RELEASED') = (user_id IS NULL)),
  CHECK ((state = 'RELEASED') = (amount IS NULL))
) WITH (fillfactor = 70);
COMMENT ON TABLE holds IS 'What is held for which order, and, for ever, which orders ended or were released';
COMMENT ON COLUMN holds.user_id IS 'who pays; null once released';
COMMENT ON COLUMN holds.amount IS 'in minor units (cents) of the user''s currency; null once released';
COMMENT ON COLUMN holds.state IS
  'HELD: until the order ends; CAPTURED: spent; RELEASED: given back, or barred before anything was held';
