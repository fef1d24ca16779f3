CREATE TABLE boxes (
  box     text COLLATE "C" PRIMARY KEY,
  things  bigint NOT NULL CHECK (things <> 666),
  version bigint NOT NULL
);
CREATE TABLE labels (
  box     text COLLATE "C" PRIMARY KEY,
  words   text   NOT NULL,
  version bigint NOT NULL
);
