import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { createPool, type Database } from '../src/platform/db/database.ts';
import type { Schema } from '../src/platform/db/schema.generated.ts';
import { createLogger } from '../src/platform/log.ts';

/** What Postgres did for a statement that a piece of work ran. */
export interface ExplainedQuery {
  readonly sql: string;
  /** Names as in the migrations; those of partitions count as their parent's. */
  readonly indexes: readonly string[];
  /** Tables that were read from end to end, but for those that are nearly empty. */
  readonly scanned: readonly string[];
  /** Rows looked at by table, also those that were then discarded. */
  readonly touched: Readonly<Record<string, number>>;
  /** Rows that went into a sort, but for those that an index had sorted in part. */
  readonly sortedRows: number;
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

const nearlyEmpty = 10;

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

const rowsOf = (node: PlanNode): number =>
  (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

const toExplained = (
  text: string,
  plan: PlanNode,
  parents: ReadonlyMap<string, string>,
): ExplainedQuery => {
  // What was planned but never begun says nothing about what this costs.
  const nodes = nodesOf(plan).filter((node) => node['Actual Loops'] > 0);
  const scans = nodes.filter((node) => node['Node Type'].endsWith('Scan'));
  const named = (names: readonly (string | undefined)[]): string[] => [
    ...new Set(names.flatMap((name) => (name === undefined ? [] : (parents.get(name) ?? name)))),
  ];
  const touched: Record<string, number> = {};
  for (const node of scans) {
    const [table] = named([node['Relation Name']]);
    if (table !== undefined) touched[table] = (touched[table] ?? 0) + rowsOf(node);
  }
  return {
    sql: text,
    indexes: named(nodes.map((node) => node['Index Name'])),
    scanned: named(
      scans
        .filter((node) => node['Node Type'].endsWith('Seq Scan') && rowsOf(node) > nearlyEmpty)
        .map((node) => node['Relation Name']),
    ),
    touched,
    sortedRows: Math.round(
      Math.max(
        0,
        ...nodes
          .filter((node) => node['Node Type'] === 'Sort')
          .map((node) => sum((node.Plans ?? []).map((child) => rowsOf(child)))),
      ),
    ),
  };
};

const findParents = async (client: pg.Client): Promise<ReadonlyMap<string, string>> => {
  const { rows } = await client.query<{ child: string; parent: string }>(
    `select c.relname as child, p.relname as parent
     from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent`,
  );
  return new Map(rows.map(({ child, parent }) => [child, parent]));
};

/**
 * Runs the work as the given role and then each of its statements under EXPLAIN ANALYZE: those of
 * a page may be neither more nor other than its test says.
 */
export const explainQueries = async (
  url: string,
  work: (db: Database) => Promise<unknown>,
): Promise<ExplainedQuery[]> => {
  const ran: { sql: string; parameters: readonly unknown[] }[] = [];
  const log = createLogger({ level: 'silent' });
  const pool = createPool({ url, name: 'explain', max: 4, statementTimeoutMs: 0, log });
  const db = new Kysely<Schema>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => {
      ran.push({ sql: query.sql, parameters: query.parameters });
    },
  });
  const client = new pg.Client({ connectionString: url });
  try {
    await work(db);
    await client.connect();
    const parents = await findParents(client);
    const explained: ExplainedQuery[] = [];
    for (const { sql, parameters } of ran) {
      if (!/^\s*(?:select|with)\b/i.test(sql) || sql.includes('set_config(')) continue;
      const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
        `explain (analyze, timing off, format json) ${sql}`,
        [...parameters],
      );
      const plan = rows[0]?.['QUERY PLAN'][0].Plan;
      if (plan) explained.push(toExplained(sql, plan, parents));
    }
    return explained;
  } finally {
    await client.end();
    await db.destroy();
  }
};
