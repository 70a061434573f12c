import { setTimeout as sleep } from 'node:timers/promises';
import type { TaskList } from 'graphile-worker';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { systemClock } from '../clock.ts';
import { createLogger } from '../log.ts';
import { startWorker, type Worker } from './worker.ts';

let database: TestDatabase;
let owner: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
  owner.on('error', () => undefined);
});

afterAll(async () => {
  await owner.end();
  await database.drop();
});

const countListening = async (): Promise<number | null> => {
  const { rowCount } = await owner.query(
    `select from pg_stat_activity
     where datname = current_database() and application_name like 'taffrail worker%'
       and query like 'LISTEN%' and state = 'idle'`,
  );
  return rowCount;
};

const start = async (tasks: TaskList, urgentTasks?: TaskList): Promise<Worker> => {
  const worker = await startWorker({
    ownerUrl: database.ownerUrl,
    slices: [{ tasks: () => tasks, ...(urgentTasks && { urgentTasks: () => urgentTasks }) }],
    changes: { announce: () => undefined },
    clock: systemClock,
    log: createLogger({ level: 'silent' }),
    deadAfterMs: 200,
    farewellMs: 1_000,
  });
  onTestFinished(() => worker.stop());
  // What is added before it listens waits for its next look.
  await vi.waitFor(async () => expect(await countListening()).toBeGreaterThan(0), 5_000);
  return worker;
};

const addJob = (task: string) => owner.query('select graphile_worker.add_job($1)', [task]);

const openJobs = async (): Promise<{ task: string; locked_by: string | null }[]> => {
  const { rows } = await owner.query<{ task: string; locked_by: string | null }>(
    `select task_identifier as task, locked_by from graphile_worker.jobs
     where task_identifier <> 'release_dead_workers'`,
  );
  return rows;
};

/** Of the worker: its listener, its lock, and those that run jobs. */
const breakConnections = () =>
  owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name like 'taffrail worker%'`,
  );

describe('startWorker', () => {
  it('runs a job soon after it was added', async () => {
    const ran = vi.fn();
    await start({ greet: ran });
    await addJob('greet');
    await vi.waitFor(() => expect(ran).toHaveBeenCalledOnce(), 5_000);
    await vi.waitFor(async () => expect(await openJobs()).toEqual([]), 5_000);
  });

  it('finishes what it has begun before it stops', async () => {
    const steps: string[] = [];
    const worker = await start({
      slow: async () => {
        steps.push('begun');
        await sleep(300);
        steps.push('finished');
      },
    });
    await addJob('slow');
    await vi.waitFor(() => expect(steps).toEqual(['begun']), 5_000);
    await worker.stop();
    expect(steps).toEqual(['begun', 'finished']);
    expect(await openJobs()).toEqual([]);
  });

  it('closes its connections when it stops', async () => {
    const worker = await start({});
    await worker.stop();
    await vi.waitFor(async () => {
      const { rowCount } = await owner.query(
        `select from pg_stat_activity
         where datname = current_database() and application_name like 'taffrail worker%'`,
      );
      expect(rowCount).toBe(0);
    }, 5_000);
  });

  it('goes on after its connections broke', async () => {
    const ran = vi.fn();
    await start({ greet: ran });
    await breakConnections();
    await addJob('greet');
    await vi.waitFor(() => expect(ran).toHaveBeenCalledOnce(), 15_000);
  });

  it('loses no job whose connections break while it runs', async () => {
    let runs = 0;
    await start({
      fragile: async () => {
        runs += 1;
        if (runs === 1) await breakConnections();
      },
    });
    await addJob('fragile');
    await vi.waitFor(async () => expect(await openJobs()).toEqual([]), 20_000);
    expect(runs).toBeGreaterThanOrEqual(1);
  });

  it('goes on when it could not note that a job is done while others were under way', async () => {
    const jobs = Array.from({ length: 5 }, () => Promise.withResolvers<void>());
    onTestFinished(() => jobs.forEach((job) => job.resolve()));
    let begun = 0;
    const ran = vi.fn();
    await start(
      {},
      {
        held: async (index) => {
          begun += 1;
          await jobs[Number(index)]?.promise;
        },
        greet: ran,
      },
    );
    await owner.query(
      `select graphile_worker.add_job('held', to_json(n)) from generate_series(0, 4) as n`,
    );
    await vi.waitFor(() => expect(begun).toBe(5), 5_000);

    const locking = await owner.connect();
    // What waits for the lock would wait for ever, and the test with it.
    onTestFinished(() => locking.release(true));
    await locking.query('begin; lock table graphile_worker._private_jobs in share mode');
    jobs[0]?.resolve();
    await vi.waitFor(async () => {
      // Not by the session with the lock: within a transaction, who waits is looked up only once.
      const { rowCount } = await owner.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock'
           and application_name = 'taffrail worker urgent' and query like 'delete from%'`,
      );
      expect(rowCount).toBeGreaterThan(0);
    }, 5_000);
    await locking.query('rollback');
    for (const [index, job] of jobs.entries()) {
      job.resolve();
      // The first, of which that could not be noted, is still there.
      await vi.waitFor(async () => expect(await openJobs()).toHaveLength(5 - index), 5_000);
    }

    await addJob('greet');
    await vi.waitFor(() => expect(ran).toHaveBeenCalledOnce(), 30_000);
    await vi.waitFor(async () => expect(await openJobs()).toEqual([]), 15_000);
  }, 60_000);

  it('takes over the jobs of a worker that died, and leaves those of a living one', async () => {
    let waiting: (() => void) | undefined;
    const held = new Promise<void>((resolve) => (waiting = resolve));
    const living = await start({ long: () => held });
    await addJob('long');
    await vi.waitFor(async () => expect((await openJobs())[0]?.locked_by).toMatch(/^pool-/), 5_000);
    const [{ locked_by: livingId } = { locked_by: null }] = await openJobs();

    const ran = vi.fn();
    await owner.query(`select graphile_worker.add_job('left')`);
    await owner.query(
      `update graphile_worker._private_jobs set locked_by = 'pool-dead', locked_at = now()
       where task_id = (select id from graphile_worker._private_tasks where identifier = 'left')`,
    );
    await start({ left: ran });
    await vi.waitFor(() => expect(ran).toHaveBeenCalledOnce(), 15_000);
    expect(await openJobs()).toEqual([{ task: 'long', locked_by: livingId }]);
    waiting?.();
    await living.stop();
  });
});
