-- What sessions of many places say, a place's rows apart from all others'.
-- Every key begins with the place: no key of one place can meet that of another, and no error tells of it.

CREATE TABLE register.schema_version (
    is_one boolean PRIMARY KEY DEFAULT true CHECK (is_one),
    version integer NOT NULL
);

-- The id of a place is chance, so that nobody can ask for one that is not told.
CREATE TABLE register.places (
    place text PRIMARY KEY CHECK (place ~ '^[0-9a-f]{16}$'),
    name text NOT NULL,
    folded text NOT NULL UNIQUE
);

CREATE TABLE register.place_roles (
    role_name name PRIMARY KEY,
    place text NOT NULL REFERENCES register.places
);

CREATE TABLE register.sessions (
    place text NOT NULL REFERENCES register.places,
    session text NOT NULL,
    content text NOT NULL,
    counter integer NOT NULL,
    place_name text NOT NULL,
    held_on date NOT NULL,
    held text COLLATE "C" NOT NULL,
    template text NOT NULL,
    as_bodies boolean NOT NULL,
    state text NOT NULL,
    final boolean NOT NULL,
    final_on date,
    with_text boolean NOT NULL,
    session_id text,
    title text,
    PRIMARY KEY (place, session),
    CHECK (with_text OR (session_id IS NULL AND title IS NULL))
);

CREATE TABLE register.packs (
    place text NOT NULL,
    session text NOT NULL,
    pack text NOT NULL,
    name text NOT NULL,
    edition text NOT NULL,
    PRIMARY KEY (place, session, pack),
    FOREIGN KEY (place, session) REFERENCES register.sessions ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE register.subjects (
    place text NOT NULL REFERENCES register.places,
    subject text NOT NULL,
    item text NOT NULL,
    number text NOT NULL,
    name text NOT NULL,
    pack text NOT NULL,
    section text NOT NULL,
    lowest smallint NOT NULL,
    labels jsonb NOT NULL,
    meaning text NOT NULL,
    wording text NOT NULL,
    PRIMARY KEY (place, subject)
);

CREATE TABLE register.agreed_levels (
    place text NOT NULL,
    session text NOT NULL,
    item text NOT NULL,
    subject text NOT NULL,
    level smallint NOT NULL,
    target smallint,
    evidence text,
    dissents smallint NOT NULL,
    answers integer NOT NULL,
    mark text NOT NULL,
    PRIMARY KEY (place, session, item),
    FOREIGN KEY (place, session) REFERENCES register.sessions ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (place, subject) REFERENCES register.subjects
);
CREATE INDEX ON register.agreed_levels (place, subject);

-- Without the partner that answered, ever.
CREATE TABLE register.answers (
    place text NOT NULL,
    session text NOT NULL,
    row integer NOT NULL,
    item text NOT NULL,
    round smallint NOT NULL,
    level smallint,
    answers integer NOT NULL,
    after_reveal boolean NOT NULL,
    PRIMARY KEY (place, session, row),
    FOREIGN KEY (place, session) REFERENCES register.sessions ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE register.actions (
    place text NOT NULL,
    session text NOT NULL,
    uid text NOT NULL,
    item text,
    status text NOT NULL,
    first_due date,
    due date,
    moved boolean NOT NULL,
    mark bigint NOT NULL,
    PRIMARY KEY (place, session, uid),
    FOREIGN KEY (place, session) REFERENCES register.sessions ON DELETE CASCADE ON UPDATE CASCADE
);

-- Names and free text: only of sessions that were pushed with them.
CREATE TABLE register.told (
    place text NOT NULL,
    session text NOT NULL,
    tidy_table text NOT NULL,
    row integer NOT NULL,
    data jsonb NOT NULL,
    PRIMARY KEY (place, session, tidy_table, row),
    FOREIGN KEY (place, session) REFERENCES register.sessions ON DELETE CASCADE ON UPDATE CASCADE
);

-- Who was forgotten, as digests: see `sessions.store.forgotten`.
CREATE TABLE register.forgotten (
    place text NOT NULL REFERENCES register.places,
    uid text NOT NULL,
    mark jsonb NOT NULL,
    PRIMARY KEY (place, uid)
);
