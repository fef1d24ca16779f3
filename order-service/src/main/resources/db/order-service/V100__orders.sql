-- Orders, the stock, and what order-service knows of users.

CREATE TABLE orders (
  order_id      text COLLATE "C" PRIMARY KEY,
  user_id       text   NOT NULL,
  status        text   NOT NULL CHECK (status IN ('PENDING', 'CONFIRMED', 'REJECTED', 'CANCELLED')),
  turned_to     text   CHECK (turned_to IN ('REJECTED', 'CANCELLED')),
  turned_reason text,
  turned_detail text,
  reason        text   NOT NULL,
  detail        text   NOT NULL,
  currency      text   NOT NULL,
  total         bigint NOT NULL CHECK (total >= 0),
  lines         jsonb  NOT NULL,
  reserved      jsonb  NOT NULL,
  version       bigint NOT NULL CHECK (version > 0)
);
COMMENT ON COLUMN orders.turned_to IS 'the end to which the order turned back, before it has got there';
COMMENT ON COLUMN orders.total IS 'in minor units of the currency (cents)';
COMMENT ON COLUMN orders.reserved IS 'what the stock sets aside for it, by sku';
COMMENT ON COLUMN orders.version IS 'sequence of its last fact on order-events';
CREATE INDEX orders_of_user ON orders (user_id);

CREATE TABLE stock (
  sku       text COLLATE "C" PRIMARY KEY,
  available bigint NOT NULL CHECK (available >= 0),
  version   bigint NOT NULL CHECK (version > 0)
);
COMMENT ON TABLE stock IS 'articles that are stock-controlled; one that is not here may be ordered in any quantity';
COMMENT ON COLUMN stock.version IS 'sequence of its last fact on order-events';

CREATE TABLE customers (
  user_id  text COLLATE "C" PRIMARY KEY,
  currency text    NOT NULL,
  active   boolean NOT NULL,
  version  bigint  NOT NULL
);
COMMENT ON TABLE customers IS 'a copy of what user-events told of its users';
COMMENT ON COLUMN customers.version IS 'sequence of the last fact on user-events that was seen';
