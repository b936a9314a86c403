-- Who may do what. The program asks for nothing that is not refused here to whoever has no right to it.

CREATE FUNCTION register.my_place() RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS 'SELECT place FROM register.place_roles WHERE role_name = session_user';
REVOKE ALL ON FUNCTION register.my_place() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION register.my_place() TO register_place;
GRANT USAGE ON SCHEMA register TO register_place, register_region;

DO $$
DECLARE
    of_table text;
    of_column text;
BEGIN
    FOR of_table IN SELECT relname FROM pg_class
        WHERE relnamespace = 'register'::regnamespace AND relkind = 'r' LOOP
        EXECUTE format('ALTER TABLE register.%I ENABLE ROW LEVEL SECURITY', of_table);
        EXECUTE format('ALTER TABLE register.%I FORCE ROW LEVEL SECURITY', of_table);
        EXECUTE format('CREATE POLICY owner ON register.%I TO register_owner USING (true) WITH CHECK (true)',
            of_table);
        -- What the planner knows of all rows, EXPLAIN tells to whoever sees only some of them.
        FOR of_column IN SELECT attname FROM pg_attribute
            WHERE attrelid = format('register.%I', of_table)::regclass AND attnum > 0 AND NOT attisdropped LOOP
            EXECUTE format('ALTER TABLE register.%I ALTER COLUMN %I SET STATISTICS 0', of_table, of_column);
        END LOOP;
    END LOOP;
    FOREACH of_table IN ARRAY ARRAY['sessions', 'packs', 'subjects', 'agreed_levels', 'answers', 'actions',
        'told', 'forgotten'] LOOP
        EXECUTE format('CREATE POLICY own_place ON register.%I TO register_place
            USING (place = (SELECT register.my_place())) WITH CHECK (place = (SELECT register.my_place()))',
            of_table);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON register.%I TO register_place', of_table);
    END LOOP;
END $$;

CREATE POLICY own_place ON register.places FOR SELECT TO register_place
    USING (place = (SELECT register.my_place()));
GRANT SELECT ON register.places TO register_place;

CREATE POLICY everybody ON register.schema_version FOR SELECT TO register_place, register_region USING (true);
GRANT SELECT ON register.schema_version TO register_place, register_region;
