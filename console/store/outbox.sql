-- What was typed here and is nowhere else.

CREATE TABLE draft (
  account TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  cursor INTEGER NOT NULL,
  updated_at REAL NOT NULL,
  seen_changed TEXT NOT NULL,
  seen_messages TEXT NOT NULL,
  trouble TEXT NOT NULL,
  PRIMARY KEY (account, conversation_id, kind)
);

CREATE TABLE discarded (
  account TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  discarded_at REAL NOT NULL
);

-- A sending that was begun and is not known to have ended well.
CREATE TABLE attempt (
  account TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  base TEXT NOT NULL,
  begun_at REAL NOT NULL,
  PRIMARY KEY (account, conversation_id, kind)
);
