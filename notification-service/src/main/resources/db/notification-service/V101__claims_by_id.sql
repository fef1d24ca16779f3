-- A sender looks for its claims by the letters that it asked for: the index on the sender cost each letter two entries.
DROP INDEX letters_claimed;
