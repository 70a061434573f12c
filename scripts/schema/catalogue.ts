/** The schema as Postgres has it, read from its catalogue: there is no `pg_dump` in the package. */
export interface Catalogue {
  readonly tables: readonly Table[];
  /** `create or replace function …`, whole. */
  readonly functions: readonly FunctionDefinition[];
  readonly grants: readonly Grant[];
}

export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  /** `range (created_at)`; null for a plain table. */
  readonly partitionKey: string | null;
  readonly constraints: readonly { readonly name: string; readonly definition: string }[];
  readonly indexes: readonly string[];
  readonly triggers: readonly string[];
  readonly rowSecurity: boolean;
  readonly policies: readonly Policy[];
}

export interface Column {
  readonly name: string;
  /** As `format_type` writes it: `timestamp with time zone`, `text[]`. */
  readonly type: string;
  readonly notNull: boolean;
  /** The default's or generated column's expression. */
  readonly default: string | null;
  /** `always` or `by default` of a column that numbers its rows. */
  readonly identity: string | null;
}

export interface Policy {
  readonly name: string;
  readonly command: string;
  readonly roles: string;
  readonly using: string | null;
  readonly check: string | null;
}

export interface FunctionDefinition {
  readonly name: string;
  readonly definition: string;
}

export interface Grant {
  readonly role: string;
  /** `table users`, `function now()`, `schema public`. */
  readonly object: string;
  /** `SELECT`, or `SELECT (id, name)` where it is granted on columns. */
  readonly privileges: string;
}

/** As much of a connection or pool of `pg` as reading needs. */
export interface Queryable {
  query(sql: string): Promise<{ rows: unknown[] }>;
}

const isOurs = `c.relnamespace = 'public'::regnamespace and not c.relispartition`;

const tablesSql = `
  select c.relname as name, pg_get_partkeydef(c.oid) as "partitionKey",
    c.relrowsecurity as "rowSecurity",
    (select coalesce(json_agg(json_build_object(
        'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'notNull', a.attnotnull,
        'default', pg_get_expr(d.adbin, d.adrelid),
        'identity', case a.attidentity when 'a' then 'always' when 'd' then 'by default' end) order by a.attnum), '[]')
      from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
    -- Not-null constraints stand beside their columns.
    (select coalesce(json_agg(json_build_object(
        'name', o.conname, 'definition', pg_get_constraintdef(o.oid)) order by o.contype desc, o.conname), '[]')
      from pg_constraint o where o.conrelid = c.oid and o.contype <> 'n') as constraints,
    (select coalesce(json_agg(pg_get_indexdef(i.indexrelid) order by i.indexrelid::regclass::text), '[]')
      from pg_index i
      where i.indrelid = c.oid
        and not exists (select from pg_constraint o where o.conindid = i.indexrelid and o.conrelid = c.oid)
    ) as indexes,
    (select coalesce(json_agg(pg_get_triggerdef(t.oid) order by t.tgname), '[]')
      from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal) as triggers,
    (select coalesce(json_agg(json_build_object(
        'name', p.policyname, 'command', p.cmd, 'roles', array_to_string(p.roles, ', '),
        'using', p.qual, 'check', p.with_check) order by p.policyname), '[]')
      from pg_policies p where p.schemaname = 'public' and p.tablename = c.relname) as policies
  from pg_class c
  where ${isOurs} and c.relkind in ('r', 'p')
  order by c.relname collate "C"`;

const functionsSql = `
  select p.oid::regprocedure::text as name, pg_get_functiondef(p.oid) as definition
  from pg_proc p
  where p.pronamespace = 'public'::regnamespace
  order by p.proname collate "C", pg_get_function_identity_arguments(p.oid) collate "C"`;

/** What others than the owner may do; a null acl is the built-in default, which names nobody. */
const grantsSql = `
  with acl as (
    select c.relacl as acl, c.relowner as owner, 'table ' || c.relname as object, null as column
    from pg_class c where ${isOurs} and c.relkind in ('r', 'p')
    union all
    select a.attacl, c.relowner, 'table ' || c.relname, a.attname
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where ${isOurs} and c.relkind in ('r', 'p') and a.attnum > 0
    union all
    select coalesce(p.proacl, acldefault('f', p.proowner)), p.proowner,
      'function ' || p.oid::regprocedure::text, null
    from pg_proc p where p.pronamespace = 'public'::regnamespace
    union all
    select n.nspacl, n.nspowner, 'schema ' || n.nspname, null
    from pg_namespace n where n.nspname = 'public'
  ), granted as (
    select coalesce(r.rolname, 'public') as role, acl.object, x.privilege_type as privilege,
      string_agg(acl.column, ', ' order by acl.column collate "C") as columns
    from acl cross join aclexplode(acl.acl) x left join pg_roles r on r.oid = x.grantee
    where x.grantee <> acl.owner
    group by 1, 2, 3, acl.column is null
  )
  select role, object, string_agg(
    privilege || coalesce(' (' || columns || ')', ''), ', ' order by privilege, columns) as privileges
  from granted
  group by role, object
  order by role collate "C", object collate "C"`;

/**
 * Views, sequences and types are not written out yet: whoever adds the first extends the dump.
 * Sequences of identity columns are written with these.
 */
const unknownSql = `
  select c.relname as name from pg_class c
  where ${isOurs} and c.relkind in ('v', 'm', 'S', 'f')
    and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'i')
  union all
  select t.typname from pg_type t
  where t.typnamespace = 'public'::regnamespace and t.typtype in ('e', 'd', 'r')`;

/** Reads the schema `public`, without partitions, in an order that never changes by itself. */
export const readCatalogue = async (database: Queryable): Promise<Catalogue> => {
  const rowsOf = async (sql: string): Promise<unknown[]> => (await database.query(sql)).rows;
  const unknown = await rowsOf(unknownSql);
  if (unknown.length > 0) {
    throw new Error(
      `The schema dump knows no views, sequences and types yet: ${JSON.stringify(unknown)}`,
    );
  }
  return {
    tables: (await rowsOf(tablesSql)) as Table[],
    functions: (await rowsOf(functionsSql)) as FunctionDefinition[],
    grants: (await rowsOf(grantsSql)) as Grant[],
  };
};
