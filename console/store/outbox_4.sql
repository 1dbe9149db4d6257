-- What the agent marked by hand: stars, what is to count as unread, and what as read.
CREATE TABLE hand (
  account TEXT NOT NULL,
  kind TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  value TEXT NOT NULL,
  at REAL NOT NULL,
  PRIMARY KEY (account, kind, conversation_id)
) WITHOUT ROWID;

-- What the agent put off until later.
CREATE TABLE snooze (
  account TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  until REAL,
  on_reply INTEGER NOT NULL,
  set_at REAL NOT NULL,
  status TEXT NOT NULL,
  changed_raw TEXT NOT NULL,
  changed REAL,
  woke_at REAL,
  woke_by_reply INTEGER NOT NULL,
  PRIMARY KEY (account, conversation_id)
) WITHOUT ROWID;

-- Counts the changes of both, for whoever holds a copy.
CREATE TABLE hand_count (account TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;

-- The agent's views of the queue, and what is remembered of those that everybody has.
CREATE TABLE saved_view (
  account TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  line TEXT NOT NULL,
  digit TEXT NOT NULL,
  sort TEXT NOT NULL,
  PRIMARY KEY (account, id)
) WITHOUT ROWID;
