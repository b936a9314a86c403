-- What is shown of many places: worked out by the owner, suppressed, and written here as it may be seen.
-- Region and places see this and no more, so that no question of theirs reaches a figure that was held back.

-- All that was ever shown, and what it rested on: see `sessions.many.shown_before`.
CREATE TABLE register.shown (
    figure text NOT NULL,
    number integer NOT NULL,
    release jsonb NOT NULL,
    PRIMARY KEY (figure, number)
);

CREATE TABLE register.secret (
    is_one boolean PRIMARY KEY DEFAULT true CHECK (is_one),
    secret text NOT NULL
);

CREATE TABLE register.published (
    of_final boolean PRIMARY KEY,
    published_on date NOT NULL,
    benchmark jsonb NOT NULL
);

-- What a place is called where places go by letters.
CREATE TABLE register.called (
    of_final boolean NOT NULL,
    place text NOT NULL REFERENCES register.places,
    called text NOT NULL,
    PRIMARY KEY (of_final, place)
);

DO $$
DECLARE
    of_table text;
    of_column text;
BEGIN
    FOREACH of_table IN ARRAY ARRAY['shown', 'secret', 'published', 'called'] LOOP
        EXECUTE format('ALTER TABLE register.%I ENABLE ROW LEVEL SECURITY', of_table);
        EXECUTE format('ALTER TABLE register.%I FORCE ROW LEVEL SECURITY', of_table);
        EXECUTE format('CREATE POLICY owner ON register.%I TO register_owner USING (true) WITH CHECK (true)',
            of_table);
        FOR of_column IN SELECT attname FROM pg_attribute
            WHERE attrelid = format('register.%I', of_table)::regclass AND attnum > 0 AND NOT attisdropped LOOP
            EXECUTE format('ALTER TABLE register.%I ALTER COLUMN %I SET STATISTICS 0', of_table, of_column);
        END LOOP;
    END LOOP;
END $$;

CREATE POLICY own_place ON register.called FOR SELECT TO register_place
    USING (place = (SELECT register.my_place()));
GRANT SELECT ON register.called TO register_place;

CREATE VIEW register.releases WITH (security_barrier) AS
    SELECT of_final, published_on, benchmark FROM register.published;

-- The same, a row an item, for whoever asks in SQL. What is hidden is null.
CREATE VIEW register.figures WITH (security_barrier) AS
    SELECT p.of_final, p.published_on, f.pack, f.section, f.item, f.number, f.name, f.lowest, f.labels,
           f.places, f.lowest + f.median AS median, f.lowest + f.lower AS lower_quartile,
           f.lowest + f.upper AS upper_quartile, f.since,
           f.actions_due, f.actions_part, f.actions_parts, f.actions_since
    FROM register.published AS p, jsonb_to_recordset(p.benchmark -> 'rows') AS f(
        pack text, section text, item text, number text, name text, lowest integer, labels jsonb,
        places integer, median integer, lower integer, upper integer, since text,
        actions_due integer, actions_part integer, actions_parts integer, actions_since text);

GRANT SELECT ON register.releases, register.figures TO register_region, register_place;
