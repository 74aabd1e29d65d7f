/** "Leas" in ASCII, in the header of every store, so that no other SQLite file is taken for one. */
export const APPLICATION_ID = 0x4c656173;

/**
 * What makes an empty file a store, step by step; `user_version` counts the steps that a file has seen. A step that was
 * released is never edited. Times are milliseconds since 1970, documents are JSON.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    -- Names of the observers that saw everything, and the leases that were looked at: null for all.
    observers TEXT NOT NULL,
    leases TEXT
  ) STRICT;

  CREATE TABLE finding (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    lease TEXT,
    is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    resolved_at INTEGER,
    -- The run that saw it last, and the one of the last transition with its time.
    seen_run INTEGER NOT NULL REFERENCES run (id),
    changed_run INTEGER NOT NULL REFERENCES run (id),
    changed_at INTEGER NOT NULL,
    damped_at INTEGER,
    told TEXT NOT NULL CHECK (told IN ('nothing', 'open', 'recovered', 'flapping')),
    -- What counts as worse is measured against this.
    standing TEXT NOT NULL,
    document TEXT NOT NULL
  ) STRICT;
  CREATE INDEX finding_by_lease ON finding (lease);

  CREATE TABLE transition (
    id INTEGER PRIMARY KEY,
    finding INTEGER NOT NULL REFERENCES finding (id),
    run INTEGER NOT NULL REFERENCES run (id),
    at INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('opened', 'worsened', 'recovered', 'reopened', 'damped', 'settled')),
    severity TEXT NOT NULL,
    message TEXT NOT NULL
  ) STRICT;
  CREATE INDEX transition_by_finding ON transition (finding, at);

  CREATE TABLE remembered (
    key TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    fields TEXT NOT NULL
  ) STRICT;

  CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    run INTEGER NOT NULL REFERENCES run (id),
    channel TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'unsure')),
    document TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    sending_at INTEGER,
    sent_at INTEGER,
    problem TEXT
  ) STRICT;
  CREATE INDEX outbox_by_state ON outbox (state, channel);

  -- What a channel keeps about the places it writes to, such as the number of a lease's issue.
  CREATE TABLE channel_note (
    channel TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (channel, name)
  ) STRICT;
  `,
];
