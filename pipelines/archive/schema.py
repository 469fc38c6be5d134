"""The tables of the archive and the one place that opens, versions and upgrades them.

Every table is appended to, except the small ones that hold where something stands (cursors, channels, hosts) and
those that can be computed again (documents, resemblances, copies, traits, kinships, stories); old attempts are
condensed into daily sums.
"""

_FIRST = """
CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, started TEXT NOT NULL, ended TEXT, outcome TEXT,
    detail TEXT NOT NULL DEFAULT '{}');

CREATE TABLE pages (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, run INTEGER NOT NULL, source TEXT NOT NULL, url TEXT NOT NULL,
    fetched_url TEXT NOT NULL, fetched_at TEXT NOT NULL, status INTEGER NOT NULL, outcome TEXT NOT NULL,
    headers TEXT NOT NULL, file TEXT, offset INTEGER, length INTEGER, digest TEXT NOT NULL, found TEXT NOT NULL,
    entry TEXT);
CREATE INDEX pages_by_source ON pages (source, fetched_at);
CREATE INDEX pages_by_url ON pages (url);

CREATE TABLE articles (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, page INTEGER NOT NULL UNIQUE, id TEXT NOT NULL, revision INTEGER NOT NULL,
    source TEXT NOT NULL, language TEXT NOT NULL, published INTEGER, dated INTEGER NOT NULL, signature BLOB,
    record TEXT NOT NULL, UNIQUE (id, revision));
CREATE INDEX articles_by_date ON articles (dated);
CREATE INDEX articles_by_published ON articles (published);
CREATE INDEX articles_by_source ON articles (source, dated);

CREATE TABLE rejections (
    page INTEGER PRIMARY KEY, url TEXT NOT NULL, source TEXT NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL,
    at TEXT NOT NULL);
CREATE INDEX rejections_by_source ON rejections (source, reason);

CREATE TABLE unchanged (page INTEGER PRIMARY KEY, id TEXT NOT NULL);

CREATE TABLE documents (
    id TEXT PRIMARY KEY, article INTEGER NOT NULL, tagger TEXT NOT NULL, record TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE resemblances (
    a TEXT NOT NULL, b TEXT NOT NULL, similarity REAL NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE INDEX resemblances_by_b ON resemblances (b, a);

CREATE TABLE copies (id TEXT PRIMARY KEY, original TEXT NOT NULL, story TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX copies_by_story ON copies (story);

CREATE TABLE changes (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL);
CREATE INDEX changes_by_id ON changes (id, seq);

CREATE TABLE cursors (name TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE links (
    key TEXT PRIMARY KEY, url TEXT NOT NULL, source TEXT NOT NULL, found TEXT NOT NULL, entry TEXT,
    discovered_at TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, not_before TEXT, done INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID;
CREATE INDEX links_to_do ON links (source, done) WHERE done = 0;

CREATE TABLE channels (
    url TEXT PRIMARY KEY, source TEXT NOT NULL, purpose TEXT NOT NULL, record TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE hosts (host TEXT PRIMARY KEY, not_before TEXT, reason TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE attempts (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, run INTEGER NOT NULL, source TEXT NOT NULL, url TEXT NOT NULL,
    purpose TEXT NOT NULL, outcome TEXT NOT NULL, status INTEGER NOT NULL, bytes INTEGER NOT NULL, at TEXT NOT NULL,
    detail TEXT NOT NULL);
CREATE INDEX attempts_by_source ON attempts (source, at);
"""

_STORIES = """
DROP INDEX copies_by_story;
ALTER TABLE copies DROP COLUMN story;
CREATE INDEX copies_by_original ON copies (original);

CREATE TABLE traits (
    id TEXT PRIMARY KEY, dated INTEGER NOT NULL, original TEXT NOT NULL, record TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX traits_by_date ON traits (dated);

CREATE TABLE kinships (a TEXT NOT NULL, b TEXT NOT NULL, shared REAL NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE INDEX kinships_by_b ON kinships (b, a);

CREATE TABLE stories (id TEXT PRIMARY KEY, story TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX stories_by_story ON stories (story);
"""

_ACCOUNTS = """
ALTER TABLE links ADD COLUMN run INTEGER;
CREATE INDEX links_by_run ON links (run);
CREATE INDEX pages_by_run ON pages (run);
CREATE INDEX attempts_by_run ON attempts (run);

CREATE TABLE attempt_days (
    source TEXT NOT NULL, day TEXT NOT NULL, purpose TEXT NOT NULL, outcome TEXT NOT NULL, requests INTEGER NOT NULL,
    bytes INTEGER NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL, PRIMARY KEY (source, day, purpose, outcome)
    ) WITHOUT ROWID;
"""

# What leads from each version to the next; an empty file has version 0.
STEPS = (_FIRST, _STORIES, _ACCOUNTS)
VERSION = len(STEPS)
