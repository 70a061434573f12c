import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { findPipelineDrift } from '../../../test/figures/pipeline-drift.ts';
import { beginRun } from '../../../test/incidents/make-alert-runs.ts';
import {
  spawnAlertWorker,
  startOutside,
  type AlertWorker,
  type Outside,
} from '../../../test/outside/alert-worker/alert-worker.ts';
import { startTestServer, type TestServer } from '../../../test/server.ts';

let server: TestServer;
let outside: Outside;
let worker: AlertWorker | undefined;
beforeAll(async () => {
  // The worker is a process of its own, with the time of this machine.
  server = await startTestServer({ now: new Date().toISOString() });
  outside = await startOutside();
});
afterAll(async () => {
  await worker?.kill();
  outside.close();
  await server.close();
});

const stages = ['check', 'analyze', 'notify'] as const;
const kills = 4;
/** Of each kill, runs that nothing holds up: they are wherever they are. */
const others = 3;

const countEnded = async (state: string): Promise<number> => {
  const { rows } = await server.owner.query<{ count: number }>(
    'select count(*)::int as count from alert_runs where state = $1',
    [state],
  );
  return rows[0]?.count ?? 0;
};

const beginFor = async (incidentIds: readonly string[]) => {
  const runs = [];
  for (const incidentId of incidentIds) {
    server.clock.set(new Date());
    runs.push(await beginRun(server, { incidentId }));
  }
  return runs;
};

it('loses no run when its process is killed at any stage, and repeats what it marks', async () => {
  worker = spawnAlertWorker(server.urls.owner, outside);
  const interrupted: string[] = [];
  for (let killed = 1; killed <= kills; killed += 1) {
    const incidentIds = Array.from({ length: stages.length + others }, () => randomUUID());
    // Before the runs are there: the worker may be faster than this process.
    const reached = stages.map((stage, index) => outside.hold(incidentIds[index] ?? '', stage));
    const runs = await beginFor(incidentIds);
    await Promise.all(reached);
    interrupted.push(...stages.map((stage, index) => `${runs[index]?.runId}:${stage}`));
    await worker.kill();
    worker = spawnAlertWorker(server.urls.owner, outside);
    await vi.waitFor(async () => expect(await countEnded('succeeded')).toBe(killed * runs.length), {
      timeout: 60_000,
      interval: 100,
    });
  }
  // No attempt of a stage was made twice, and what was in the air was done once more, as the second.
  const keys = outside.effects.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  for (const { attempt } of outside.effects) expect(attempt).toBeLessThanOrEqual(2);
  for (const name of interrupted)
    expect(keys.filter((key) => key.startsWith(name))).toEqual([`${name}:1`, `${name}:2`]);
  // Every run went through every stage.
  const runs = new Set(outside.effects.map(({ runId }) => runId));
  expect(runs.size).toBe(kills * (stages.length + others));
  for (const runId of runs)
    expect(
      new Set(keys.filter((key) => key.startsWith(runId)).map((key) => key.split(':')[1])),
    ).toEqual(new Set(stages));
  const { rows } = await server.owner.query<{ name: string }>(
    `select run_id || ':' || stage as name from stage_executions where error_type = 'Interrupted'`,
  );
  expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(interrupted));
  expect(await findPipelineDrift(server.owner, 'UTC')).toEqual([]);
}, 240_000);
