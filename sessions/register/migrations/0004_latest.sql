-- Of each place and item the latest level, kept as sessions come and go, so that places side by side need not go
-- through all that was ever agreed. Triggers keep it, whoever writes; nobody writes to it otherwise.
--
-- Right under READ COMMITTED, whatever two writers do at once: whoever brings a level locks the row of its item,
-- even where it stays as it is, and whoever takes one away looks for the next one once it has that lock.

CREATE TABLE register.latest (
    place text NOT NULL REFERENCES register.places,
    of_final boolean NOT NULL,
    item text NOT NULL,
    session text NOT NULL,
    held text COLLATE "C" NOT NULL,
    subject text NOT NULL,
    level smallint NOT NULL,
    answers integer NOT NULL,
    mark text NOT NULL,
    PRIMARY KEY (place, of_final, item)
);
CREATE INDEX ON register.agreed_levels (place, item);

CREATE VIEW register.candidates AS
    SELECT a.place, f.of_final, a.item, a.session, s.held, a.subject, a.level, a.answers, a.mark
    FROM register.agreed_levels AS a
    JOIN register.sessions AS s ON s.place = a.place AND s.session = a.session
    JOIN (VALUES (false), (true)) AS f(of_final) ON s.final OR NOT f.of_final;

INSERT INTO register.latest
    SELECT DISTINCT ON (place, of_final, item) * FROM register.candidates
    ORDER BY place, of_final, item, held DESC, session COLLATE "C" DESC;

CREATE FUNCTION register.level_came() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_hashjoin = off AS $$
BEGIN
    INSERT INTO register.latest AS known
        SELECT DISTINCT ON (c.place, c.of_final, c.item) c.*
        FROM came AS n
        JOIN register.candidates AS c ON c.place = n.place AND c.session = n.session AND c.item = n.item
        ORDER BY c.place, c.of_final, c.item, c.held DESC, c.session COLLATE "C" DESC
    ON CONFLICT (place, of_final, item) DO UPDATE
        SET session = excluded.session, held = excluded.held, subject = excluded.subject,
            level = excluded.level, answers = excluded.answers, mark = excluded.mark
        WHERE (known.held, known.session COLLATE "C") <= (excluded.held, excluded.session COLLATE "C");
    RETURN NULL;
END $$;

CREATE FUNCTION register.level_went() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_hashjoin = off AS $$
DECLARE
    places text[];
    finals boolean[];
    items text[];
BEGIN
    WITH gone AS (
        DELETE FROM register.latest AS l USING went AS o
        WHERE l.place = o.place AND l.item = o.item AND l.session = o.session
        RETURNING l.place, l.of_final, l.item)
    SELECT array_agg(place), array_agg(of_final), array_agg(item) INTO places, finals, items FROM gone;
    INSERT INTO register.latest AS known
        SELECT c.* FROM unnest(places, finals, items) AS g(place, of_final, item)
        CROSS JOIN LATERAL (
            SELECT * FROM register.candidates AS c
            WHERE c.place = g.place AND c.of_final = g.of_final AND c.item = g.item
            ORDER BY c.held DESC, c.session COLLATE "C" DESC LIMIT 1) AS c
    ON CONFLICT (place, of_final, item) DO UPDATE
        SET session = excluded.session, held = excluded.held, subject = excluded.subject,
            level = excluded.level, answers = excluded.answers, mark = excluded.mark
        WHERE (known.held, known.session COLLATE "C") <= (excluded.held, excluded.session COLLATE "C");
    RETURN NULL;
END $$;

REVOKE ALL ON FUNCTION register.level_came(), register.level_went() FROM PUBLIC;

CREATE TRIGGER came AFTER INSERT ON register.agreed_levels REFERENCING NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION register.level_came();
CREATE TRIGGER went AFTER DELETE ON register.agreed_levels REFERENCING OLD TABLE AS went
    FOR EACH STATEMENT EXECUTE FUNCTION register.level_went();
CREATE TRIGGER changed_went AFTER UPDATE ON register.agreed_levels REFERENCING OLD TABLE AS went
    FOR EACH STATEMENT EXECUTE FUNCTION register.level_went();
CREATE TRIGGER changed_came AFTER UPDATE ON register.agreed_levels REFERENCING NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION register.level_came();

ALTER TABLE register.latest ENABLE ROW LEVEL SECURITY;
ALTER TABLE register.latest FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON register.latest TO register_owner USING (true) WITH CHECK (true);
CREATE POLICY own_place ON register.latest FOR SELECT TO register_place
    USING (place = (SELECT register.my_place()));
GRANT SELECT ON register.latest TO register_place;

DO $$
DECLARE
    of_column text;
BEGIN
    FOR of_column IN SELECT attname FROM pg_attribute
        WHERE attrelid = 'register.latest'::regclass AND attnum > 0 AND NOT attisdropped LOOP
        EXECUTE format('ALTER TABLE register.latest ALTER COLUMN %I SET STATISTICS 0', of_column);
    END LOOP;
END $$;
