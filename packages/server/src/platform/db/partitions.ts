import pg from 'pg';

/** A table that is partitioned by time, and how much of it is kept. */
export interface PartitionedTable {
  readonly table: string;
  readonly every: 'day' | 'month';
  /** Partitions that lie whole before this many days ago are dropped; null keeps them all. */
  readonly keepDays: number | null;
  /** How far back rows may be inserted: partitions are made from there on. */
  readonly acceptDays: number;
  /** With one more partition for all before: where rows are never refused for their age. */
  readonly takesOlder?: boolean;
  /** Percent of a page that inserts fill; the rest is room for updates that touch no index. */
  readonly fillFactor?: number;
}

/** Partitions are made this far ahead, so that a worker may be away for that long. */
const aheadDays = { day: 14, month: 62 } as const;

/** Any number that nobody else uses. */
const lockId = 7_238_114_033;

interface Range {
  readonly name: string;
  /** Undefined: from the beginning of time. */
  readonly from: Date | undefined;
  readonly to: Date;
}

const startOf = (every: 'day' | 'month', at: Date): Date =>
  new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), every === 'day' ? at.getUTCDate() : 1));

const next = (every: 'day' | 'month', from: Date): Date =>
  every === 'day'
    ? new Date(from.getTime() + 86_400_000)
    : new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1));

const addDays = (at: Date, days: number): Date => new Date(at.getTime() + days * 86_400_000);

/** The partitions that must exist at a moment; bounds are UTC, names as `activity_log_2026_11`. */
export const neededPartitions = (spec: PartitionedTable, now: Date): Range[] => {
  const until = addDays(now, aheadDays[spec.every]);
  const first = startOf(spec.every, addDays(now, -spec.acceptDays));
  // Made at the first start and left as it is: later months follow those made then.
  const ranges: Range[] = spec.takesOlder
    ? [{ name: `${spec.table}_older`, from: undefined, to: first }]
    : [];
  let from = first;
  while (from <= until) {
    const to = next(spec.every, from);
    const stamp = from.toISOString().slice(0, spec.every === 'day' ? 10 : 7);
    ranges.push({ name: `${spec.table}_${stamp.replaceAll('-', '_')}`, from, to });
    from = to;
  }
  return ranges;
};

const create = ({ table, fillFactor = 100 }: PartitionedTable, range: Range): string =>
  `create table if not exists ${pg.escapeIdentifier(range.name)}
   partition of ${pg.escapeIdentifier(table)}
   for values from (${range.from ? pg.escapeLiteral(range.from.toISOString()) : 'minvalue'})
   to (${pg.escapeLiteral(range.to.toISOString())})
   with (fillfactor = ${fillFactor})`;

const existing = async (owner: pg.ClientBase, table: string): Promise<ReadonlySet<string>> => {
  const { rows } = await owner.query<{ name: string }>(
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = $1::regclass`,
    [table],
  );
  return new Set(rows.map(({ name }) => name));
};

/**
 * Makes what is missing. Run as the owner; attaching takes a short lock on the parent. Processes
 * that start together take turns: otherwise two would find nothing at once.
 */
export const ensurePartitions = async (
  owner: pg.ClientBase,
  specs: readonly PartitionedTable[],
  now: Date,
): Promise<void> => {
  await owner.query('select pg_advisory_lock($1)', [lockId]);
  try {
    for (const spec of specs) {
      const there = await existing(owner, spec.table);
      const missing = neededPartitions(spec, now).filter(({ name }) => !there.has(name));
      // At once, hundreds at the first start: each commit of its own would wait for the disk.
      if (missing.length > 0)
        await owner.query(missing.map((range) => create(spec, range)).join(';\n'));
    }
  } finally {
    await owner.query('select pg_advisory_unlock($1)', [lockId]);
  }
};

/**
 * Drops partitions that lie whole before the limit.
 *
 * @returns the names of those dropped.
 */
export const dropExpiredPartitions = async (
  owner: pg.Pool | pg.ClientBase,
  specs: readonly PartitionedTable[],
  now: Date,
): Promise<string[]> => {
  const dropped: string[] = [];
  for (const spec of specs) {
    if (spec.keepDays === null) continue;
    const limit = addDays(now, -spec.keepDays);
    // The end of a partition, out of its bound: FOR VALUES FROM ('…') TO ('…').
    const { rows } = await owner.query<{ name: string }>(
      `select c.relname as name
       from pg_inherits i
       join pg_class c on c.oid = i.inhrelid
       where i.inhparent = $1::regclass
         and (regexp_match(pg_get_expr(c.relpartbound, c.oid), 'TO \\(''([^'']+)''\\)'))[1]
           ::timestamptz <= $2
       order by 1`,
      [spec.table, limit],
    );
    for (const { name } of rows) {
      await owner.query(`drop table if exists ${pg.escapeIdentifier(name)}`);
      dropped.push(name);
    }
  }
  return dropped;
};
