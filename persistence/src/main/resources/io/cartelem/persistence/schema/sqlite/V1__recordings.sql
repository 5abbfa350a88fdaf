-- Cartelem recordings, schema 1. docs/FORMAT.md describes every table for readers in other languages.
-- Instants (_ns) are nanoseconds since 1970-01-01T00:00:00Z. Times (_us) are microseconds since the
-- start of the session. A sample's id is channel.id * 2^40 + its ordinal within the channel.

CREATE TABLE session (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    name        TEXT    NOT NULL,
    car_id      TEXT,
    driver      TEXT,
    track       TEXT,
    notes       TEXT,
    search      TEXT    NOT NULL,           -- the five above in lower case, for the search
    origin      TEXT    NOT NULL,           -- LIVE, SIMULATED or IMPORTED
    created_ns  INTEGER NOT NULL,
    started_ns  INTEGER,                    -- null: never recorded
    stopped_ns  INTEGER,                    -- null: records, or a crash ended it
    trashed_ns  INTEGER,                    -- null: not deleted
    recovered   INTEGER NOT NULL DEFAULT 0, -- 1: closed at its last sample after a crash
    tidy        INTEGER NOT NULL DEFAULT 0  -- 1: its small chunks have been merged
);

CREATE INDEX session_by_creation ON session (created_ns, id);

CREATE TABLE clock_anchor (
    id         INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL REFERENCES session (id),
    t_ns       INTEGER NOT NULL,            -- nanoseconds since the session's start
    utc_ns     INTEGER NOT NULL,            -- the same instant in UTC
    trust      TEXT    NOT NULL             -- SYSTEM, GPS or AFTER_SLEEP
);

CREATE INDEX clock_anchor_by_session ON clock_anchor (session_id, t_ns);

-- The numbers from samples to ordered cover what is in chunks; the tail comes on top.
CREATE TABLE channel (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id INTEGER NOT NULL REFERENCES session (id),
    source     TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    unit       TEXT    NOT NULL,
    kind       TEXT    NOT NULL,            -- NUMBER or TEXT
    decimals   INTEGER NOT NULL,
    samples    INTEGER NOT NULL DEFAULT 0,
    numbers    INTEGER NOT NULL DEFAULT 0,  -- samples that are a number and not NaN
    first_us   INTEGER,
    last_us    INTEGER,
    min        REAL,
    max        REAL,
    sum        REAL,
    ordered    INTEGER NOT NULL DEFAULT 1,  -- 1: no chunk begins before the end of the one before
    UNIQUE (session_id, source, name, unit, kind)
);

-- Committed samples that are not in a chunk yet. A null value is NaN.
CREATE TABLE sample_tail (
    id      INTEGER NOT NULL,
    t_us    INTEGER NOT NULL,
    value,                                  -- REAL, or TEXT of a text channel
    quality INTEGER NOT NULL DEFAULT 0      -- 0 good, 1 suspect, 2 bad
);

CREATE TABLE time_column (
    id         INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL REFERENCES session (id),
    data       BLOB    NOT NULL             -- format 0x11
);

CREATE INDEX time_column_by_session ON time_column (session_id);

CREATE TABLE value_column (
    id   INTEGER PRIMARY KEY,
    data BLOB NOT NULL                      -- format 0x12 (numbers) or 0x13 (texts)
);

CREATE TABLE sample_chunk (
    channel_id    INTEGER NOT NULL REFERENCES channel (id),
    first_us      INTEGER NOT NULL,         -- earliest time
    first_ordinal INTEGER NOT NULL,
    last_us       INTEGER NOT NULL,         -- latest time
    count         INTEGER NOT NULL,
    numbers       INTEGER NOT NULL,
    min           REAL,
    max           REAL,
    sum           REAL,
    time_id       INTEGER NOT NULL,         -- time_column.id, shared by channels sampled together
    value_id      INTEGER NOT NULL,         -- value_column.id
    PRIMARY KEY (channel_id, first_us, first_ordinal)
) WITHOUT ROWID;

CREATE TABLE marker (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id INTEGER NOT NULL REFERENCES session (id),
    t_ns       INTEGER NOT NULL,
    text       TEXT    NOT NULL
);

CREATE INDEX marker_by_session ON marker (session_id, t_ns);

CREATE TABLE frame (
    session_id INTEGER NOT NULL REFERENCES session (id),
    number     INTEGER NOT NULL,            -- from 1, in the order of arrival
    t_us       INTEGER NOT NULL,
    json       TEXT    NOT NULL,
    PRIMARY KEY (session_id, number)
);

CREATE INDEX frame_by_time ON frame (session_id, t_us, number);

-- Samples that were given up because the disk failed for longer than memory lasted.
CREATE TABLE loss (
    id         INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL REFERENCES session (id),
    from_us    INTEGER NOT NULL,
    to_us      INTEGER NOT NULL,
    samples    INTEGER NOT NULL,
    since_ns   INTEGER NOT NULL,            -- when the first of them was given up
    reason     TEXT    NOT NULL
);

CREATE INDEX loss_by_session ON loss (session_id);

-- For people with a SQL prompt.
CREATE VIEW recent_signal AS
SELECT t.id, c.session_id, c.source, c.name, t.t_us * 1000 AS ts_mono_ns,
       CASE c.kind WHEN 'NUMBER' THEN t.value END AS value_num,
       CASE c.kind WHEN 'TEXT' THEN t.value END AS value_text,
       c.unit, t.quality
  FROM sample_tail t JOIN channel c ON c.id = t.id >> 40;

CREATE VIEW session_overview AS
SELECT s.id, s.name, s.car_id, s.driver, s.track, s.origin,
       strftime('%Y-%m-%dT%H:%M:%fZ', s.started_ns / 1e9, 'unixepoch') AS started_utc,
       strftime('%Y-%m-%dT%H:%M:%fZ', s.stopped_ns / 1e9, 'unixepoch') AS stopped_utc,
       (SELECT coalesce(sum(c.samples), 0) FROM channel c WHERE c.session_id = s.id) AS samples
  FROM session s WHERE s.trashed_ns IS NULL;

-- 'CTLM'
PRAGMA application_id = 1129598029;
PRAGMA user_version = 1;
