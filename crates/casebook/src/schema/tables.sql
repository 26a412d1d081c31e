-- The casebook's form 2. Rows are added, never changed; triggers (triggers.sql) stop accidents, the log names forgeries.

-- One entry for each row of source, document, reading, fact and decision: `hash` is SHA-256 over the row's salt and
-- its canonical text. The tree of RFC 6962 stands over the entries.
CREATE TABLE log (
  seq  INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('source', 'document', 'reading', 'fact', 'decision')),
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

-- The tree after each transaction; `edge` is what is needed to go on.
CREATE TABLE head (
  size INTEGER PRIMARY KEY,
  root BLOB NOT NULL CHECK (length(root) = 32),
  edge BLOB NOT NULL
) STRICT;

-- The bytes as they came, by their hash; `kept` says how: 'bytes', or 'text' where they are those of text `text`.
CREATE TABLE source (
  id   INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  size INTEGER NOT NULL,
  kept TEXT NOT NULL CHECK (kept IN ('bytes', 'text')),
  bytes BLOB,
  text INTEGER REFERENCES text (id),
  salt BLOB,
  seq  INTEGER NOT NULL UNIQUE REFERENCES log (seq)
) STRICT;

-- Texts as read, by their hash.
CREATE TABLE text (
  id   INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  body TEXT
) STRICT;

-- A source at an address; a changed source at the same address is the next version.
CREATE TABLE document (
  id      INTEGER PRIMARY KEY,
  source  INTEGER NOT NULL REFERENCES source (id),
  address TEXT NOT NULL,
  version INTEGER NOT NULL,
  about   TEXT,
  published TEXT,
  publisher TEXT,
  added   TEXT NOT NULL,
  salt    BLOB,
  seq     INTEGER NOT NULL UNIQUE REFERENCES log (seq),
  UNIQUE (address, version)
) STRICT;
CREATE INDEX document_of ON document (source);

-- What one engine (rules and model, by hash) made of a document.
CREATE TABLE reading (
  id       INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document (id),
  text     INTEGER NOT NULL REFERENCES text (id),
  engine   TEXT NOT NULL,
  read     TEXT NOT NULL,
  frame    TEXT,
  salt     BLOB,
  seq      INTEGER NOT NULL UNIQUE REFERENCES log (seq)
) STRICT;
CREATE INDEX reading_of ON reading (document);

-- The reading's facts in their order; `body` is the fact, the columns after it are taken from it.
CREATE TABLE fact (
  id      INTEGER PRIMARY KEY,
  reading INTEGER NOT NULL REFERENCES reading (id),
  n       INTEGER NOT NULL,
  kind    TEXT NOT NULL,
  body    TEXT,
  key     TEXT NOT NULL,
  who     TEXT,
  what    TEXT,
  status  TEXT,
  start   INTEGER NOT NULL,
  stop    INTEGER NOT NULL,
  salt    BLOB,
  seq     INTEGER NOT NULL UNIQUE REFERENCES log (seq)
) STRICT;
CREATE UNIQUE INDEX fact_of ON fact (reading, n);
CREATE INDEX fact_by_key ON fact (key);
CREATE INDEX fact_by_status ON fact (status) WHERE status IS NOT NULL;

-- What a person decided, who and when; undoing is a decision, too.
CREATE TABLE decision (
  id   INTEGER PRIMARY KEY,
  at   TEXT NOT NULL,
  who  TEXT NOT NULL,
  body TEXT,
  salt BLOB,
  seq  INTEGER NOT NULL UNIQUE REFERENCES log (seq)
) STRICT;

-- What follows is found again from the above, and checked against it by `verify`.

-- Which reading stands for an address now.
CREATE TABLE shelf (
  address TEXT PRIMARY KEY,
  reading INTEGER NOT NULL REFERENCES reading (id)
) STRICT;
CREATE INDEX shelf_by_reading ON shelf (reading);

-- Names of people and organizations, to find documents by; `key` is given name and surname, where it has both.
CREATE TABLE name (
  id      INTEGER PRIMARY KEY,
  reading INTEGER NOT NULL REFERENCES reading (id),
  key     TEXT,
  text    TEXT NOT NULL
) STRICT;
CREATE INDEX name_by_key ON name (key) WHERE key IS NOT NULL;
CREATE INDEX name_of ON name (reading);
CREATE VIRTUAL TABLE name_words USING fts5 (text, content = 'name', content_rowid = 'id',
  tokenize = 'unicode61 remove_diacritics 2');

-- The blocks of each reading that can hold facts, for search.
CREATE TABLE passage (
  id      INTEGER PRIMARY KEY,
  reading INTEGER NOT NULL REFERENCES reading (id),
  start   INTEGER NOT NULL,
  stop    INTEGER NOT NULL
) STRICT;
CREATE INDEX passage_of ON passage (reading);
CREATE VIEW passage_text (id, body) AS
  SELECT passage.id, CAST(substr(CAST(text.body AS BLOB), passage.start + 1, passage.stop - passage.start) AS TEXT)
  FROM passage JOIN reading ON reading.id = passage.reading JOIN text ON text.id = reading.text;
CREATE VIRTUAL TABLE words USING fts5 (body, content = 'passage_text', content_rowid = 'id',
  tokenize = 'unicode61 remove_diacritics 2');
