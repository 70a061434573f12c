import pg from 'pg';

/** Rows of one table that must each have their counterpart in another. */
export interface Reference {
  readonly schema: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly referencedSchema: string;
  readonly referencedTable: string;
  readonly referencedColumns: readonly string[];
  /** MATCH FULL: a row in which only some of the columns are null is wrong, too. */
  readonly isFullMatch: boolean;
  /** Of the primary key; without one the columns themselves tell which row it is. */
  readonly keyColumns: readonly string[];
  /** A wrong reference can be emptied instead of its row deleted. */
  readonly isNullable: boolean;
}

const quote = (name: string): string => pg.escapeIdentifier(name);
const childOf = ({ schema, table }: Reference): string => `${quote(schema)}.${quote(table)}`;
const child = (column: string): string => `child.${quote(column)}`;

/** What refers to something at all. */
const refers = ({ columns, isFullMatch }: Reference): string => {
  const given = columns.map((column) => `${child(column)} is not null`);
  return given.length === 1 ? `${given[0]}` : `(${given.join(isFullMatch ? ' or ' : ' and ')})`;
};

/** Null equals nothing: what is null in part has no counterpart. */
const isOrphan = (reference: Reference): string => {
  const { columns, referencedColumns, referencedSchema, referencedTable } = reference;
  const pairs = columns.map(
    (column, n) => `parent.${quote(referencedColumns[n] ?? '')} = ${child(column)}`,
  );
  return `${refers(reference)}
  and not exists (
    select from ${quote(referencedSchema)}.${quote(referencedTable)} as parent
    where ${pairs.join(' and ')}
  )`;
};

/** How many rows are orphans, and is there any row that could be one? One anti-join of the two. */
export const countOrphansSql = (reference: Reference): string =>
  `select (
  select count(*) from ${childOf(reference)} as child where ${isOrphan(reference)}
) as count, exists (
  select from ${childOf(reference)} as child where ${refers(reference)}
) as "hasRows"`;

export const orphanIdsSql = (reference: Reference): string => {
  const { keyColumns, columns } = reference;
  const ids = (keyColumns.length > 0 ? keyColumns : columns).map((name) => `${child(name)}::text`);
  return `select concat_ws(', ', ${ids.join(', ')}) as id
from ${childOf(reference)} as child where ${isOrphan(reference)}`;
};

export const sampleOrphansSql = (reference: Reference, limit: number): string =>
  `${orphanIdsSql(reference)} limit ${limit}`;

export const showOrphansSql = (reference: Reference): string =>
  `select child.*
from ${childOf(reference)} as child
where ${isOrphan(reference)};`;

export const mendOrphansSql = (reference: Reference): string => {
  const { columns, isNullable } = reference;
  const emptied = columns.map((column) => `${quote(column)} = null`).join(', ');
  const statement = isNullable
    ? `update ${childOf(reference)} as child set ${emptied}`
    : `delete from ${childOf(reference)} as child`;
  return `begin;
${statement}
where ${isOrphan(reference)};
-- Look at what it did, then: commit;`;
};

/** A configured SELECT, counted. The line breaks end a comment in its last line. */
export const countGivenSql = (given: string): string =>
  `select count(*) as count from (\n${given}\n) as given`;

/** Its first column is the id, whatever it is called. */
export const givenIdsSql = (given: string): string =>
  `select id::text as id from (\n${given}\n) as given (id)`;

export const sampleGivenSql = (given: string, limit: number): string =>
  `${givenIdsSql(given)} limit ${limit}`;

/** A page of such ids, each once, behind the one given: $1 and $2. */
export const pageOfIdsSql = (idsSql: string): string =>
  `select id from (
  select left(coalesce(id, 'null'), 300) collate "C" as id from (\n${idsSql}\n) as affected
) as found
where id > $1 group by id order by id limit $2`;
