import type pg from 'pg';
import { latencyBucket, LatencyHistogram } from '../../src/platform/latency-histogram.ts';

interface RawRow {
  readonly hour: Date;
  readonly day: string;
  readonly pipeline: string;
  readonly stage: string;
  readonly state: string;
  readonly error_type: string | null;
  readonly duration_ms: number | null;
  readonly accuracy: string | null;
}

/** A row of a rollup as text, without what is zero, so that it can be compared. */
interface Sums {
  readonly counts: Record<string, number>;
  readonly errors: Record<string, number>;
  readonly cells: Record<string, number>;
  /** In millionths, and millionths of those: exact. */
  score: bigint;
  scoreSquare: bigint;
}

const states = ['pending', 'running', 'retrying', 'succeeded', 'failed', 'skipped', 'never_ran'];

const newSums = (): Sums => ({ counts: {}, errors: {}, cells: {}, score: 0n, scoreSquare: 0n });
const add = (counts: Record<string, number>, name: string): void => {
  counts[name] = (counts[name] ?? 0) + 1;
};

/** Decimal text with so many decimals at most, as a whole number. */
const scaled = (text: string, decimals: number): bigint => {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
};

const sorted = (counts: Record<string, number>): string =>
  JSON.stringify(
    Object.entries(counts)
      .filter(([, count]) => count !== 0)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

const toLine = (key: string, sums: Sums): string =>
  [
    key,
    sorted(sums.counts),
    sorted(sums.errors),
    sorted(sums.cells),
    sums.score,
    sums.scoreSquare,
  ].join(' | ');

const countRaw = (rows: readonly RawRow[], bucketOf: (row: RawRow) => string): string[] => {
  const byKey = new Map<string, Sums>();
  for (const row of rows) {
    const key = [bucketOf(row), row.pipeline, row.stage].join(' ');
    const sums = byKey.get(key) ?? newSums();
    byKey.set(key, sums);
    add(sums.counts, row.state);
    if (row.state === 'failed') add(sums.errors, row.error_type ?? '');
    if (row.duration_ms !== null && (row.state === 'succeeded' || row.state === 'failed'))
      add(sums.cells, String(latencyBucket(row.duration_ms)));
    if (row.accuracy === null) continue;
    add(sums.counts, 'scored');
    const value = scaled(row.accuracy, 6);
    sums.score += value;
    sums.scoreSquare += value * value;
  }
  return [...byKey].map(([key, sums]) => toLine(key, sums)).sort();
};

type RollupRow = Record<string, unknown> & { bucket: string; histogram: Buffer };

const readRollup = async (owner: pg.Pool, table: string): Promise<string[]> => {
  const { rows } = await owner.query<RollupRow>(
    `select *, to_json(bucket)::text as bucket from ${table}`,
  );
  return rows
    .map((row) => {
      const sums = newSums();
      for (const state of [...states, 'scored']) sums.counts[state] = Number(row[state]);
      Object.assign(sums.errors, row['errors']);
      Object.assign(sums.cells, readCells(row.histogram));
      sums.score = scaled(String(row['score_sum']), 6);
      sums.scoreSquare = scaled(String(row['score_square_sum']), 12);
      const bucket = row.bucket.replaceAll('"', '');
      const at = bucket.length > 10 ? new Date(bucket).toISOString() : bucket;
      return toLine([at, row['pipeline'], row['stage']].join(' '), sums);
    })
    .sort();
};

const readCells = (histogram: Buffer): Record<string, number> => {
  const cells: Record<string, number> = {};
  for (let at = 0; at < histogram.length; at += 4) {
    const cell = histogram.readUInt32BE(at);
    cells[String(cell >>> 20)] = cell & 0xf_ff_ff;
  }
  expectWhole(histogram, cells);
  return cells;
};

/** The reader of the pages counts the same. */
const expectWhole = (histogram: Buffer, cells: Record<string, number>): void => {
  const total = new LatencyHistogram().add(histogram);
  if (total !== Object.values(cells).reduce((sum, count) => sum + count, 0))
    throw new Error('A histogram counts otherwise.');
};

const drift = (expected: readonly string[], found: readonly string[]): string[] => [
  ...expected.filter((line) => !found.includes(line)).map((line) => `missing ${line}`),
  ...found.filter((line) => !expected.includes(line)).map((line) => `wrong ${line}`),
];

/**
 * Where the rollups of pipelines differ from what their raw rows add up to, counted here once more.
 *
 * @returns lines that are in one of the two only
 */
export const findPipelineDrift = async (owner: pg.Pool, timeZone: string): Promise<string[]> => {
  const { rows: raw } = await owner.query<RawRow>(
    `select date_trunc('hour', created_at, $1) as hour, (created_at at time zone $1)::date as day,
       pipeline, '' as stage, status as state, error_type, duration_ms, null as accuracy
     from pipeline_runs
     union all
     select date_trunc('hour', s.created_at, $1), (s.created_at at time zone $1)::date,
       s.pipeline, s.stage,
       case
         when s.status = 'pending' and r.status in ('succeeded', 'failed', 'skipped')
         then 'never_ran' else s.status
       end,
       s.error_type, s.duration_ms, s.accuracy::text
     from stage_executions s left join pipeline_runs r on r.id = s.run_id`,
    [timeZone],
  );
  return [
    ...drift(
      countRaw(raw, ({ hour }) => hour.toISOString()),
      await readRollup(owner, 'stage_executions_hourly'),
    ),
    ...drift(
      countRaw(raw, ({ day }) => day),
      await readRollup(owner, 'stage_executions_daily'),
    ),
  ];
};
