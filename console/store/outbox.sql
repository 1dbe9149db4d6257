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

-- What was accepted to be done on the server, until it was seen done there.
CREATE TABLE outbox (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  account TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  seen TEXT NOT NULL,
  needs TEXT NOT NULL,
  follows TEXT NOT NULL,
  accepted_at REAL NOT NULL,
  digest TEXT NOT NULL,
  subject TEXT NOT NULL,
  place INTEGER NOT NULL,
  state TEXT NOT NULL,
  due_at REAL,
  owner TEXT NOT NULL DEFAULT '',
  lease REAL NOT NULL DEFAULT 0,
  begun INTEGER NOT NULL DEFAULT 0,
  tries INTEGER NOT NULL DEFAULT 0,
  tried_at REAL,
  base TEXT NOT NULL DEFAULT '[]',
  looks TEXT NOT NULL DEFAULT '[]',
  error TEXT NOT NULL DEFAULT '',
  settled_at REAL,
  unit TEXT NOT NULL DEFAULT ''
);
CREATE INDEX outbox_by_conversation ON outbox (account, conversation_id, place);
CREATE INDEX outbox_by_state ON outbox (account, state, due_at);

-- What was asked of the server that changes something there, and what it said: rows are added, never changed.
CREATE TABLE audit (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  account TEXT NOT NULL,
  at REAL NOT NULL,
  actor TEXT NOT NULL,
  origin TEXT NOT NULL,
  call TEXT NOT NULL,
  request TEXT NOT NULL,
  answer TEXT NOT NULL,
  seen TEXT NOT NULL,
  before TEXT NOT NULL,
  digest TEXT NOT NULL
);

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
