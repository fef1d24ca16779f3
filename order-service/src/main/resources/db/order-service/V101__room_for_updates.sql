-- Each order's row is written three times, a customer's at every fact about them: room in the page keeps the indexes out of it.
ALTER TABLE orders SET (fillfactor = 50);
ALTER TABLE customers SET (fillfactor = 50);
