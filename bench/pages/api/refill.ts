import pg from 'pg';

const nameOf = pg.escapeIdentifier;

interface Definition {
  readonly name: string;
  readonly text: string;
}

interface Place {
  readonly parent: string | null;
  readonly bound: string;
}

const findPlace = async (owner: pg.ClientBase, table: string): Promise<Place> => {
  const { rows } = await owner.query<Place>(
    `select i.inhparent::regclass::text as parent, pg_get_expr(c.relpartbound, c.oid) as bound
     from pg_class c left join pg_inherits i on i.inhrelid = c.oid where c.oid = $1::regclass`,
    [table],
  );
  const [place] = rows;
  if (place === undefined) throw new Error(`There is no table ${table}.`);
  return place;
};

const findConstraints = async (owner: pg.ClientBase, table: string): Promise<Definition[]> => {
  const { rows } = await owner.query<Definition>(
    `select conname as name, pg_get_constraintdef(oid) as text
     from pg_constraint where conrelid = $1::regclass and contype in ('p', 'u')`,
    [table],
  );
  return rows;
};

const findIndexes = async (owner: pg.ClientBase, table: string): Promise<Definition[]> => {
  const { rows } = await owner.query<Definition>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as text
     from pg_index where indrelid = $1::regclass
       and indexrelid not in (select conindid from pg_constraint)`,
    [table],
  );
  return rows;
};

/**
 * Empties a table or partition and has it filled, ten times as fast as through the table it is part
 * of: outside of the log of the database, and without its indexes, which are made afterwards.
 */
export const refill = async (
  owner: pg.ClientBase,
  table: string,
  fill: (owner: pg.ClientBase, table: string) => Promise<unknown>,
): Promise<void> => {
  const { parent, bound } = await findPlace(owner, table);
  if (parent !== null) await owner.query(`alter table ${parent} detach partition ${nameOf(table)}`);
  await owner.query(`truncate ${nameOf(table)}`);
  await owner.query(`alter table ${nameOf(table)} set unlogged`);
  const constraints = await findConstraints(owner, table);
  const indexes = await findIndexes(owner, table);
  for (const { name } of constraints)
    await owner.query(`alter table ${nameOf(table)} drop constraint ${nameOf(name)}`);
  for (const { name } of indexes) await owner.query(`drop index ${name}`);
  await fill(owner, table);
  for (const { name, text } of constraints)
    await owner.query(`alter table ${nameOf(table)} add constraint ${nameOf(name)} ${text}`);
  for (const { text } of indexes) await owner.query(text);
  await owner.query(`vacuum analyze ${nameOf(table)}`);
  if (parent !== null)
    await owner.query(`alter table ${parent} attach partition ${nameOf(table)} ${bound}`);
};

/** The partitions of a table, in order of time. */
export const listPartitions = async (owner: pg.ClientBase, table: string): Promise<string[]> => {
  const { rows } = await owner.query<{ name: string }>(
    `select inhrelid::regclass::text as name from pg_inherits
     where inhparent = $1::regclass order by 1`,
    [table],
  );
  return rows.map(({ name }) => name);
};

type Work = (owner: pg.ClientBase) => Promise<unknown>;

/** Does what there is to do over two connections: more would only wait for each other. */
export const doAll = async (ownerUrl: string, works: readonly Work[]): Promise<void> => {
  const next = works.values();
  const worker = async (): Promise<void> => {
    const owner = new pg.Client({ connectionString: ownerUrl });
    await owner.connect();
    try {
      await owner.query(
        `set work_mem = '512MB'; set maintenance_work_mem = '512MB'; set synchronous_commit = off`,
      );
      for (const work of next) await work(owner);
    } finally {
      await owner.end();
    }
  };
  await Promise.all([worker(), worker()]);
};
