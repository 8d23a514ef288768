-- A library's truth, format 2. A string that is embedded goes by its digest: whoever has the string has its vector.
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE file (
    sha256 TEXT PRIMARY KEY, name TEXT NOT NULL, stored_as TEXT NOT NULL, reports INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE origin (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL REFERENCES file ON DELETE CASCADE) WITHOUT ROWID;
CREATE TABLE report (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL REFERENCES file ON DELETE CASCADE,
    text TEXT NOT NULL, identity TEXT NOT NULL, reading TEXT NOT NULL, corrected TEXT NOT NULL DEFAULT '{}',
    duplicate_of TEXT);
CREATE TABLE passage (
    number INTEGER PRIMARY KEY, report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, start INTEGER NOT NULL,
    end INTEGER NOT NULL, heading TEXT NOT NULL, part TEXT, embedded BLOB NOT NULL);
CREATE INDEX passage_report ON passage (report);
CREATE TABLE sentence (
    number INTEGER PRIMARY KEY, passage INTEGER NOT NULL REFERENCES passage ON DELETE CASCADE, start INTEGER NOT NULL,
    end INTEGER NOT NULL, embedded BLOB NOT NULL);
CREATE INDEX sentence_passage ON sentence (passage);
CREATE INDEX sentence_embedded ON sentence (embedded);
CREATE TABLE vector (embedded BLOB, encoder TEXT, vector BLOB NOT NULL, PRIMARY KEY (embedded, encoder)) WITHOUT ROWID;
INSERT INTO fact VALUES ('generation', '0');
