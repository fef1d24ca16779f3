-- When facts are read again, those about the stock may come before the order for which it was set aside.
ALTER TABLE orders DROP CONSTRAINT orders_version_check, ADD CHECK (version >= 0);
COMMENT ON COLUMN orders.version IS 'sequence of its last fact on order-events; 0 as long as only stock is set aside for it';
