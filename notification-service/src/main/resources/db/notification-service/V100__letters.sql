-- What notification-service keeps of its own: letters, whom to send them to, and how facts about them are numbered.

CREATE TABLE recipients (
  user_id text COLLATE "C" PRIMARY KEY,
  name    text    NOT NULL,
  email   text    NOT NULL,
  active  boolean NOT NULL,
  version bigint  NOT NULL CHECK (version > 0)
);
COMMENT ON TABLE recipients IS 'Users as user-events tells of them; derived, can be rebuilt from that topic';
COMMENT ON COLUMN recipients.email IS 'empty until the user is registered';
COMMENT ON COLUMN recipients.active IS 'false once deactivated; letters about what goes on are sent all the same';
COMMENT ON COLUMN recipients.version IS 'sequence of the last fact of the user that was seen';

CREATE TABLE mailboxes (
  user_id text COLLATE "C" PRIMARY KEY,
  version bigint NOT NULL CHECK (version > 0)
) WITH (fillfactor = 50);
COMMENT ON TABLE mailboxes IS 'Numbers the facts about letters for each user';
COMMENT ON COLUMN mailboxes.version IS 'sequence of the last fact on notification-events about a letter to the user';

CREATE TABLE letters (
  notification_id text COLLATE "C" PRIMARY KEY,
  user_id         text COLLATE "C" NOT NULL,
  order_id        text COLLATE "C",
  template        text        NOT NULL
    CHECK (template IN ('welcome', 'order-confirmed', 'order-rejected', 'order-cancelled')),
  params          jsonb       NOT NULL CHECK (jsonb_typeof(params) = 'object'),
  channel         text        NOT NULL CHECK (channel = 'email'),
  status          text        NOT NULL
    CHECK (status IN ('REQUESTED', 'SENDING', 'SENT', 'UNDELIVERABLE', 'UNCERTAIN')),
  reason          text        NOT NULL,
  requested_at    timestamptz NOT NULL,
  changed_at      timestamptz NOT NULL,
  attempt         int         NOT NULL CHECK (attempt >= 0),
  sender          text        NOT NULL,
  due_at          timestamptz,
  request_id      text        NOT NULL,
  correlation_id  text        NOT NULL,
  traceparent     text        NOT NULL,
  CHECK ((status IN ('REQUESTED', 'SENDING')) = (due_at IS NOT NULL)),
  CHECK ((status = 'SENDING') = (sender <> ''))
) WITH (fillfactor = 70);
COMMENT ON TABLE letters IS 'Letters to users: every one that was asked for, and where it stands';
COMMENT ON COLUMN letters.notification_id IS 'tells one letter from another: asked for again, it is not written again';
COMMENT ON COLUMN letters.params IS 'what the blanks of the template are filled with; foreign text';
COMMENT ON COLUMN letters.status IS
  'REQUESTED: to be sent; SENDING: claimed by sender; UNCERTAIN: a crash or a broken connection hides whether it was sent';
COMMENT ON COLUMN letters.reason IS 'why it is undeliverable, or why it was put back';
COMMENT ON COLUMN letters.attempt IS 'how often it was claimed; results of an earlier attempt are known by it';
COMMENT ON COLUMN letters.sender IS 'the process that claimed it; empty unless SENDING';
COMMENT ON COLUMN letters.due_at IS
  'REQUESTED: when to try; SENDING: when its sender counts as dead; null once it has ended';
COMMENT ON COLUMN letters.request_id IS 'id of the fact notification.requested; with correlation_id and traceparent its story';

-- The worker's: letters whose time has come, and what one process has claimed. Letters that have ended are in neither.
CREATE INDEX letters_due ON letters (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX letters_claimed ON letters (sender) WHERE status = 'SENDING';

-- A user's letters, newest first.
CREATE INDEX letters_of_user ON letters (user_id, requested_at DESC, notification_id DESC);
