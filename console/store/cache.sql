-- What was last seen of the server. Anything in it can be fetched again.

-- Counters of what may look different in the queue: the order of the rows, who has them, what else they show.
CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO meta VALUES ('order', 0), ('owners', 0), ('looks', 0);

CREATE TABLE conversation (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  code TEXT NOT NULL,
  public_code TEXT NOT NULL,
  status TEXT NOT NULL,
  subject TEXT NOT NULL,
  customer_name TEXT NOT NULL,
  customer_email TEXT NOT NULL,
  customer_key TEXT NOT NULL,
  department_id TEXT NOT NULL,
  department_name TEXT NOT NULL,
  preview TEXT NOT NULL,
  created INTEGER,
  changed INTEGER NOT NULL,
  changed_raw TEXT NOT NULL,
  waiting_since INTEGER,
  wait_order INTEGER NOT NULL,
  assigned_to TEXT,
  tags TEXT NOT NULL DEFAULT '[]',
  details_raw TEXT,
  unread TEXT NOT NULL,
  folded TEXT NOT NULL
);
-- The orders of the queue, each with the columns that views filter by, so that no row is read to sort them.
CREATE INDEX conversation_by_wait ON conversation (wait_order, status, department_id, assigned_to, unread);
CREATE INDEX conversation_by_change ON conversation (changed, status, department_id, assigned_to);
CREATE INDEX conversation_by_status ON conversation (status, assigned_to);
CREATE INDEX conversation_by_customer ON conversation (customer_key, changed);

CREATE VIEW queue_row AS
  SELECT number, id, code, status, subject, customer_name, customer_email, department_id, department_name, preview,
    created, changed, waiting_since, assigned_to, tags, unread
  FROM conversation;
-- Without the statuses that the server hides as well: deleted, spam, init.
CREATE VIEW shown AS SELECT * FROM conversation WHERE status NOT IN ('X', 'B', 'I');

CREATE TABLE thread (
  conversation_id TEXT PRIMARY KEY,
  changed_raw TEXT NOT NULL,
  status TEXT NOT NULL,
  message_ids TEXT NOT NULL,
  body BLOB NOT NULL
);

CREATE TABLE mark (
  conversation_id TEXT PRIMARY KEY,
  changed_raw TEXT NOT NULL,
  message_ids TEXT NOT NULL
);

CREATE TABLE person (id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, email TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX person_by_email ON person (email);

CREATE TABLE customer (email TEXT PRIMARY KEY, profile TEXT NOT NULL, fetched_at REAL NOT NULL);

CREATE TABLE department (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  deleted INTEGER NOT NULL,
  position INTEGER NOT NULL,
  synced_to INTEGER,
  filled_to INTEGER,
  counters TEXT NOT NULL DEFAULT ''
);

CREATE TABLE snapshot (name TEXT PRIMARY KEY, body TEXT NOT NULL, fetched_at REAL NOT NULL);

CREATE TABLE article (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  url TEXT NOT NULL,
  keywords TEXT NOT NULL,
  snippet TEXT NOT NULL,
  votes INTEGER NOT NULL,
  views INTEGER NOT NULL,
  internal INTEGER NOT NULL,
  html TEXT NOT NULL,
  folded TEXT NOT NULL
);
CREATE VIEW article_summary AS SELECT number, id, title, url, keywords, snippet, votes, internal, views FROM article;
CREATE VIRTUAL TABLE article_words USING fts5 (title, keywords, text, tokenize = 'unicode61 remove_diacritics 2');

-- Full text: what is searched in, by numbers that begin with the time of the last change, and whose documents they are.
CREATE TABLE document (place INTEGER PRIMARY KEY, number INTEGER UNIQUE, state TEXT NOT NULL);
CREATE VIRTUAL TABLE words USING fts5 (subject, customer, marks, bodies, content = '', prefix = '2 3',
  tokenize = 'unicode61 remove_diacritics 2');
