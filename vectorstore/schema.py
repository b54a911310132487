"""The tables of the catalogue, as a list of migrations. Reading and writing them is `catalogue.py`'s part.

A migration is never changed once it was released: a new table or column is a new entry at the end of
`MIGRATIONS`. `PRAGMA user_version` holds how many of them a file has had.
"""

from __future__ import annotations

import sqlite3

from policytext.errors import PolicyError


class CatalogueTooNew(PolicyError):
    """The file was written by a newer version of this program."""


DOCUMENTS_AND_WHAT_WAS_READ = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO facts VALUES ('revision', '0'), ('index', '0'), ('garbage', '0');

CREATE TABLE documents (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, number TEXT, issuer TEXT, date TEXT,
    validity TEXT NOT NULL, expires TEXT, text TEXT NOT NULL
);
CREATE INDEX documents_by_number ON documents (number);

CREATE TABLE pages (
    document_id TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    number INTEGER NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, confidence REAL,
    PRIMARY KEY (document_id, number, "start")
) WITHOUT ROWID;

CREATE TABLE details (
    document_id TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    label TEXT NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
    PRIMARY KEY (document_id, label)
) WITHOUT ROWID;

CREATE TABLE relations (
    document_id TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    position INTEGER NOT NULL, kind TEXT NOT NULL, target TEXT NOT NULL,
    "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
    PRIMARY KEY (document_id, position)
) WITHOUT ROWID;

CREATE TABLE clauses (
    document_id TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    ordinal INTEGER NOT NULL, parent INTEGER, level INTEGER NOT NULL,
    marker TEXT NOT NULL, heading TEXT NOT NULL, address TEXT NOT NULL,
    "start" INTEGER NOT NULL, body_end INTEGER NOT NULL, "end" INTEGER NOT NULL,
    PRIMARY KEY (document_id, ordinal)
) WITHOUT ROWID;

CREATE TABLE duties (
    document_id TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    position INTEGER NOT NULL, clause INTEGER NOT NULL,
    covers_start INTEGER NOT NULL, covers_end INTEGER NOT NULL,
    "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, scope TEXT NOT NULL,
    PRIMARY KEY (document_id, position)
) WITHOUT ROWID;

CREATE TABLE duty_departments (
    document_id TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    duty INTEGER NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL,
    "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
    PRIMARY KEY (document_id, duty, position)
) WITHOUT ROWID;
CREATE INDEX duty_departments_by_name ON duty_departments (name);

CREATE TABLE figures (
    document_id TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    position INTEGER NOT NULL, clause INTEGER NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
    sentence_start INTEGER NOT NULL, sentence_end INTEGER NOT NULL,
    value TEXT NOT NULL, high TEXT, unit TEXT NOT NULL, measure TEXT NOT NULL, kind TEXT NOT NULL,
    qualifier TEXT NOT NULL, year INTEGER,
    PRIMARY KEY (document_id, position)
) WITHOUT ROWID;
CREATE INDEX figures_by_year ON figures (year);

CREATE TABLE passages (
    id TEXT PRIMARY KEY, document_id TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    clause INTEGER NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
    text TEXT NOT NULL, context TEXT NOT NULL, embedded BLOB NOT NULL
);
CREATE INDEX passages_by_document ON passages (document_id, "start");
CREATE INDEX passages_by_embedded ON passages (embedded);

CREATE TABLE places (
    path TEXT PRIMARY KEY, name TEXT NOT NULL, document_id TEXT NOT NULL,
    size INTEGER NOT NULL, modified_ns INTEGER NOT NULL, sha256 TEXT NOT NULL,
    reading TEXT NOT NULL, seen_ns INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX places_by_document ON places (document_id);
CREATE INDEX places_by_sha256 ON places (sha256);

CREATE TABLE former_versions (
    id TEXT PRIMARY KEY, replaced_by TEXT NOT NULL, replaced_at TEXT NOT NULL,
    title TEXT NOT NULL, number TEXT, record BLOB NOT NULL
);
CREATE INDEX former_versions_by_successor ON former_versions (replaced_by);

CREATE TABLE embeddings (
    embedded BLOB NOT NULL, fingerprint TEXT NOT NULL, vector BLOB NOT NULL,
    PRIMARY KEY (embedded, fingerprint)
);

CREATE TABLE journal (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, summary TEXT NOT NULL, passages TEXT, finished_at TEXT
);
CREATE INDEX journal_unfinished ON journal (id) WHERE finished_at IS NULL;
"""

WHAT_READERS_SAY = """
CREATE TABLE feedback (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, person TEXT NOT NULL,
    question TEXT NOT NULL, answer TEXT NOT NULL,
    status TEXT NOT NULL, opinion TEXT NOT NULL, comment TEXT NOT NULL, number TEXT, parts TEXT NOT NULL
);
"""

PEOPLE = """
CREATE TABLE people (
    name TEXT PRIMARY KEY, password TEXT NOT NULL, role TEXT NOT NULL, groups TEXT NOT NULL
);
CREATE TABLE sessions (token TEXT PRIMARY KEY, name TEXT NOT NULL, expires REAL NOT NULL);
CREATE TABLE attempts (key TEXT NOT NULL, at REAL NOT NULL);
CREATE INDEX attempts_by_key ON attempts (key, at);
CREATE TABLE document_groups (
    document_id TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (document_id, name)
);
CREATE TABLE audit (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, person TEXT NOT NULL,
    action TEXT NOT NULL, subject TEXT NOT NULL
);
"""

MIGRATIONS: tuple[str, ...] = (DOCUMENTS_AND_WHAT_WAS_READ, WHAT_READERS_SAY, PEOPLE)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the file to the newest schema, each step in a transaction of its own.

    Raises: CatalogueTooNew: the file has had more migrations than this program knows.
    """
    version = _version(connection)
    if version > len(MIGRATIONS):
        raise CatalogueTooNew(
            f"目录文件的版本（{version}）比本程序（{len(MIGRATIONS)}）新。请升级 policy-assistant，"
            "或用 POLICY_DATA_DIR 指定另一个文件夹。"
        )
    for number in range(version, len(MIGRATIONS)):
        script = f"BEGIN IMMEDIATE;\n{MIGRATIONS[number]}\nPRAGMA user_version = {number + 1};\nCOMMIT;"
        try:
            connection.executescript(script)
        except sqlite3.OperationalError:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            if _version(connection) <= number:  # else another process has just made this step
                raise


def is_current(connection: sqlite3.Connection) -> bool:
    """Whether the file has had every migration, so that reading it needs no writing."""
    return _version(connection) == len(MIGRATIONS)


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)
