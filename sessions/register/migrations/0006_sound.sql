-- What a place writes is read by the owner, too: of days and documents, only such as every reader can make something of.
ALTER TABLE register.sessions
    ADD CHECK (held_on BETWEEN '0001-01-01' AND '9999-12-31'),
    ADD CHECK (final_on BETWEEN '0001-01-01' AND '9999-12-31');
ALTER TABLE register.actions
    ADD CHECK (first_due BETWEEN '0001-01-01' AND '9999-12-31'),
    ADD CHECK (due BETWEEN '0001-01-01' AND '9999-12-31');
ALTER TABLE register.subjects ADD CHECK (jsonb_typeof(labels) = 'array');
ALTER TABLE register.told ADD CHECK (jsonb_typeof(data) = 'object');
