/**
 * Is the database there? One row by an index of the catalogue: parse, plan, look up, in any
 * PostgreSQL and for any role.
 */
export const smallQuerySql = `select relname from pg_class where oid = 'pg_class'::regclass`;
