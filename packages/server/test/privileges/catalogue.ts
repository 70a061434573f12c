import type pg from 'pg';

/** What the catalogue says that a role may do, whether it was granted to it or to everybody. */

/** A connection as well as a pool, so that a test can look inside its transaction. */
type Asking = pg.Pool | pg.PoolClient;

const verbs = [
  'SELECT',
  'INSERT',
  'UPDATE',
  'DELETE',
  'TRUNCATE',
  'REFERENCES',
  'TRIGGER',
] as const;

const ours = `n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_%'`;

export interface TablePrivilege {
  readonly table: string;
  readonly verb: (typeof verbs)[number];
  readonly isPartition: boolean;
  /** Row-level security is on, and a policy for this verb names the role itself. */
  readonly isPoliced: boolean;
  readonly columns: readonly string[];
}

/** Of tables, views, sequences and the like, whole or by column. */
export const tablePrivileges = async (
  owner: Asking,
  role: string,
): Promise<readonly TablePrivilege[]> => {
  const { rows } = await owner.query<TablePrivilege>(
    `select c.oid::regclass::text as table, v.verb, c.relispartition as "isPartition",
       c.relrowsecurity and exists (
         select from pg_policy p
         where p.polrelid = c.oid and $1::regrole::oid = any (p.polroles)
           and (p.polcmd = '*' or p.polcmd = case v.verb
             when 'SELECT' then 'r' when 'INSERT' then 'a' when 'UPDATE' then 'w' when 'DELETE' then 'd'
           end)
       ) as "isPoliced",
       array(
         select a.attname::text from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
         order by a.attnum
       ) as columns
     from pg_class c
     join pg_namespace n on n.oid = c.relnamespace
     cross join unnest($2::text[]) as v (verb)
     where ${ours} and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
       and case when c.relkind = 'S' then v.verb in ('SELECT', 'UPDATE')
           and has_sequence_privilege($1, c.oid, v.verb)
         when v.verb in ('DELETE', 'TRUNCATE', 'TRIGGER')
           then has_table_privilege($1, c.oid, v.verb)
         else has_any_column_privilege($1, c.oid, v.verb) end
     order by 1, 2`,
    [role, verbs],
  );
  return rows;
};

export const executableFunctions = async (owner: Asking, role: string): Promise<string[]> => {
  const { rows } = await owner.query<{ name: string }>(
    `select p.proname::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where ${ours} and has_function_privilege($1, p.oid, 'execute') order by 1`,
    [role],
  );
  return rows.map(({ name }) => name);
};

/** What is given to everybody, and so to roles that nobody has thought of yet. */
export const publicPrivileges = async (owner: Asking): Promise<string[]> => {
  const { rows } = await owner.query<{ what: string }>(
    `select p.oid::regprocedure::text as what
     from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     cross join aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) as acl
     where ${ours} and acl.grantee = 0
     union all
     select c.oid::regclass::text
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     cross join aclexplode(c.relacl) as acl
     where ${ours} and acl.grantee = 0
     union all
     select n.nspname || ' (create)' from pg_namespace n
     cross join aclexplode(n.nspacl) as acl
     where ${ours} and acl.grantee = 0 and acl.privilege_type = 'CREATE'
     order by 1`,
  );
  return rows.map(({ what }) => what);
};

/** Attributes and memberships by which a role could step over what it was granted. */
export const specialPowers = async (owner: Asking, role: string): Promise<string[]> => {
  const { rows } = await owner.query<{ power: string }>(
    `select power from pg_roles r, lateral (values
       ('superuser', rolsuper), ('createrole', rolcreaterole), ('createdb', rolcreatedb),
       ('replication', rolreplication), ('bypassrls', rolbypassrls)
     ) as p (power, has)
     where r.rolname = $1 and has
     union all
     select 'member of ' || m.roleid::regrole::text from pg_auth_members m
     where m.member = $1::regrole
     order by 1`,
    [role],
  );
  return rows.map(({ power }) => power);
};

/** Every table with rows of its own, partitions apart. */
export const listTables = async (owner: Asking): Promise<string[]> => {
  const { rows } = await owner.query<{ name: string }>(
    `select c.oid::regclass::text as name
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where ${ours} and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
  );
  return rows.map(({ name }) => name);
};
