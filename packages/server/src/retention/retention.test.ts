import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { TestClock } from '../../test/clock.ts';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import type { PartitionedTable } from '../platform/db/partitions.ts';
import { startWorker, type Worker } from '../platform/jobs/worker.ts';
import { createLogger } from '../platform/log.ts';
import { toJobSource } from '../slice.ts';
import { retention } from './jobs.ts';

const partitions: readonly PartitionedTable[] = [
  { table: 'activity_log', every: 'month', keepDays: null, acceptDays: 91 },
  { table: 'activity_hourly', every: 'month', keepDays: 90, acceptDays: 91 },
  { table: 'ingest_batches', every: 'day', keepDays: 8, acceptDays: 1 },
];

const clock = new TestClock('2026-11-21T10:00:00Z');
let database: TestDatabase;
let owner: pg.Pool;
let worker: Worker;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
  worker = await startWorker({
    ownerUrl: database.ownerUrl,
    changes: { announce: () => undefined },
    slices: [
      toJobSource(retention, { product: {}, reportingTimeZone: 'UTC', secret: '', publicUrl: '' }),
      { partitions },
    ],
    clock,
    log: createLogger({ level: 'silent' }),
  });
});

afterAll(async () => {
  await worker.stop();
  await owner.end();
  await database.drop();
});

const run = async (task: string): Promise<void> => {
  await owner.query('select graphile_worker.add_job($1)', [task]);
  await vi.waitFor(async () => {
    const { rowCount } = await owner.query(
      'select from graphile_worker.jobs where task_identifier = $1',
      [task],
    );
    expect(rowCount).toBe(0);
  }, 10_000);
};

const partitionsOf = async (table: string): Promise<string[]> => {
  const { rows } = await owner.query<{ name: string }>(
    `select relname as name from pg_inherits join pg_class c on c.oid = inhrelid
     where inhparent = $1::regclass order by 1`,
    [table],
  );
  return rows.map(({ name }) => name.slice(table.length + 1));
};

describe('make_partitions', () => {
  it('makes them from what is still accepted to two months ahead', async () => {
    await run('make_partitions');
    expect(await partitionsOf('activity_log')).toEqual([
      '2026_08',
      '2026_09',
      '2026_10',
      '2026_11',
      '2026_12',
      '2027_01',
    ]);
  });

  it('makes days two weeks ahead', async () => {
    const days = await partitionsOf('ingest_batches');
    expect([days.at(0), days.at(-1), days.length]).toEqual(['2026_11_20', '2026_12_05', 16]);
  });

  it('goes on with time and does nothing twice', async () => {
    clock.set('2026-12-24T10:00:00Z');
    await run('make_partitions');
    await run('make_partitions');
    expect((await partitionsOf('activity_log')).at(-1)).toBe('2027_02');
  });

  it('does not wait for those who read when there is nothing to make', async () => {
    const reader = await owner.connect();
    await reader.query('begin');
    await reader.query('select from activity_log');
    await run('make_partitions');
    await reader.query('rollback');
    reader.release();
  });
});

describe('drop_expired_partitions', () => {
  it('keeps what lies within the limit, if only by a second', async () => {
    clock.set('2026-11-29T23:59:59Z');
    await run('drop_expired_partitions');
    expect((await partitionsOf('activity_hourly')).at(0)).toBe('2026_08');
  });

  it('drops what lies whole before the limit', async () => {
    clock.set('2026-11-30T00:00:00Z');
    await run('drop_expired_partitions');
    expect((await partitionsOf('activity_hourly')).at(0)).toBe('2026_09');
    expect((await partitionsOf('ingest_batches')).at(0)).toBe('2026_11_22');
  });

  it('keeps the log until it can be archived', async () => {
    clock.set('2027-11-21T10:00:00Z');
    await run('drop_expired_partitions');
    expect(await partitionsOf('activity_hourly')).toEqual([]);
    expect((await partitionsOf('activity_log')).at(0)).toBe('2026_08');
  });

  it('fails and is tried again while somebody reads, so that nobody queues behind it', async () => {
    clock.set('2026-12-24T10:00:00Z');
    await run('make_partitions');
    const reader = await owner.connect();
    await reader.query('begin');
    await reader.query('select from ingest_batches');
    clock.set('2027-03-01T10:00:00Z');
    await owner.query(`select graphile_worker.add_job('drop_expired_partitions')`);
    await vi.waitFor(async () => {
      const { rows } = await owner.query(
        `select last_error from graphile_worker.jobs
         where task_identifier = 'drop_expired_partitions' and locked_by is null`,
      );
      expect(rows).toEqual([{ last_error: expect.stringContaining('lock timeout') }]);
    }, 10_000);
    await reader.query('rollback');
    reader.release();
    await owner.query(`update graphile_worker._private_jobs set run_at = now()`);
    await run('make_partitions');
    await vi.waitFor(async () => {
      expect(await partitionsOf('ingest_batches')).not.toContain('2026_12_24');
    }, 10_000);
  });
});
