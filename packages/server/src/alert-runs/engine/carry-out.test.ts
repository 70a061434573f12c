import type { PipelineRun, StageExecution } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Credential } from '../../../test/credentials.ts';
import { findPipelineDrift } from '../../../test/figures/pipeline-drift.ts';
import { beginRun, carry, createEngine } from '../../../test/incidents/make-alert-runs.ts';
import { startTestServer, type TestServer } from '../../../test/server.ts';
import { createDatabase } from '../../platform/db/database.ts';
import type { Stage, StageContext, StageResult } from '../alert-runs.ts';
import { enqueueLeft } from './control.store.ts';

let server: TestServer;
let viewer: Credential;
beforeAll(async () => {
  server = await startTestServer();
  viewer = await server.operator('viewer');
});
afterAll(() => server.close());

type Answers = Partial<Record<Stage['name'], (context: StageContext) => Promise<StageResult>>>;
const done: StageResult = { state: 'succeeded' };

const stagesOf = (answers: Answers = {}): Stage[] =>
  (['check', 'analyze', 'notify'] as const).map((name) => ({
    name,
    run: answers[name] ?? (() => Promise.resolve(done)),
  }));

const look = async (
  runId: string,
): Promise<PipelineRun & { stages: StageExecution[]; attributes: object }> =>
  (await server.inject(`GET /api/v1/pipeline-runs/${runId}`, { as: viewer })).body;

/** `check succeeded`, `notify failed 2`. */
const executionsOf = async (runId: string): Promise<string[]> =>
  (await look(runId)).stages.map(
    ({ stage, status, attempt }) => `${stage} ${status}${attempt > 1 ? ` ${attempt}` : ''}`,
  );

const jobsOf = async (runId: string) => {
  const { rows } = await server.owner.query<{ run_at: Date }>(
    'select run_at from graphile_worker.jobs where key = $1',
    [`alert_run:${runId}`],
  );
  return rows;
};

it('runs the stages one after another, each with what those before gave', async () => {
  const seen: StageContext[] = [];
  const run = await beginRun(server);
  await carry(
    server,
    stagesOf({
      check: async () => ({ state: 'succeeded', output: { worst: 'critical' } }),
      analyze: async () => ({ state: 'skipped', reason: 'nothing_found' }),
      notify: async (context) => {
        seen.push(context);
        return done;
      },
    }),
    run,
  );
  expect(await look(run.runId)).toMatchObject({ status: 'succeeded', attempt: 1 });
  expect(await executionsOf(run.runId)).toEqual([
    'ingest succeeded',
    'check succeeded',
    'analyze skipped',
    'notify succeeded',
  ]);
  expect(seen).toMatchObject([
    {
      attempt: 1,
      key: `${run.runId}:notify:1`,
      earlier: { check: { worst: 'critical' } },
      run: { id: run.runId, traceId: run.traceId, cause: 'opened', ...idsOf(run.start) },
    },
  ]);
  expect((await look(run.runId)).stages[1]).toMatchObject({
    attributes: { output: { worst: 'critical' } },
  });
});

const idsOf = ({ incidentId, alertId }: { incidentId: string; alertId: string }) => ({
  incidentId,
  alertId,
});

it('skips a stage that the console does not have', async () => {
  const run = await beginRun(server);
  await carry(server, [], run);
  expect(await look(run.runId)).toMatchObject({
    status: 'succeeded',
    stages: [{}, { status: 'skipped', reason: 'disabled' }, {}, {}],
  });
});

it('tries a stage again later, as an execution of its own, and shows that it waits', async () => {
  const check = vi.fn<() => Promise<StageResult>>();
  check.mockResolvedValueOnce({
    state: 'failed',
    errorType: 'RateLimited',
    message: 'Come back. password=hunter2',
    retryAfterMs: 90_000,
  });
  check.mockResolvedValue(done);
  const run = await beginRun(server);
  await carry(server, stagesOf({ check }), run);
  expect(await look(run.runId)).toMatchObject({
    status: 'retrying',
    attempt: 2,
    errorType: 'RateLimited',
    errorMessage: 'Come back. password=[scrubbed]',
  });
  expect(await executionsOf(run.runId)).toEqual([
    'ingest succeeded',
    'check failed',
    'analyze pending',
    'notify pending',
  ]);
  const [job] = await jobsOf(run.runId);
  expect(job?.run_at).toEqual(new Date(server.clock.now().getTime() + 90_000));

  await carry(server, stagesOf({ check }), run);
  expect(await look(run.runId)).toMatchObject({
    status: 'succeeded',
    attempt: 2,
    errorType: null,
    failedStages: ['check'],
  });
  expect(await executionsOf(run.runId)).toContain('check succeeded 2');
});

it('keeps what a stage says, whatever is in it', async () => {
  const run = await beginRun(server);
  await carry(
    server,
    stagesOf({
      check: async () => ({ state: 'succeeded', output: { seen: ['a\u0000b', '\ud800c'] } }),
      notify: async () => {
        throw new Error('No\u0000\udfff.');
      },
    }),
    run,
  );
  expect(await look(run.runId)).toMatchObject({
    status: 'retrying',
    errorMessage: 'No\ufffd.',
    stages: [{}, { attributes: { output: { seen: ['ab', '\ufffdc'] } } }, {}, {}],
  });
});

it('fails for good after three retries of the last stage', async () => {
  const run = await beginRun(server);
  const notify = async (): Promise<StageResult> => {
    throw new RangeError('out of range');
  };
  for (let tries = 0; tries < 4; tries += 1) await carry(server, stagesOf({ notify }), run);
  const failed = await look(run.runId);
  expect(failed).toMatchObject({ status: 'failed', attempt: 4, errorType: 'RangeError' });
  expect(failed.stages.filter(({ stage }) => stage === 'notify')).toHaveLength(4);
  await carry(server, stagesOf(), run);
  expect(await look(run.runId)).toMatchObject({ status: 'failed' });
});

it('tells of the alert also when its check fails for good', async () => {
  const run = await beginRun(server);
  const check = async (): Promise<StageResult> => ({
    state: 'failed',
    errorType: 'Refused',
    message: 'No.',
    isFinal: true,
  });
  await carry(server, stagesOf({ check }), run);
  expect(await look(run.runId)).toMatchObject({
    status: 'succeeded',
    errorType: null,
    failedStages: ['check'],
  });
  expect(await executionsOf(run.runId)).toEqual([
    'ingest succeeded',
    'check failed',
    'analyze succeeded',
    'notify succeeded',
  ]);
});

describe('a worker that ends in the middle of a stage', () => {
  const stopDuring = async (name: Stage['name'], run: Parameters<typeof carry>[2]) => {
    const stopping = new AbortController();
    const begun = Promise.withResolvers<void>();
    const hangs = () => {
      begun.resolve();
      return new Promise<never>(() => undefined);
    };
    const carried = carry(server, stagesOf({ [name]: hangs }), run, stopping.signal);
    await begun.promise;
    stopping.abort(new Error('The worker stops.'));
    await expect(carried).rejects.toThrow('The worker stops.');
  };

  it.each(['check', 'analyze', 'notify'] as const)('goes on at %s', async (name) => {
    const ran: string[] = [];
    const noting = (stage: Stage['name']) => async (context: StageContext) => {
      ran.push(`${stage} ${context.attempt}`);
      return done;
    };
    const run = await beginRun(server);
    await stopDuring(name, run);
    expect(await look(run.runId)).toMatchObject({ status: 'running' });
    await carry(
      server,
      stagesOf({
        check: noting('check'),
        analyze: noting('analyze'),
        notify: noting('notify'),
      }),
      run,
    );
    expect(ran[0]).toBe(`${name} 2`);
    const ended = await look(run.runId);
    expect(ended).toMatchObject({ status: 'succeeded', attempt: 1 });
    expect(
      ended.stages.find(({ stage, attempt }) => stage === name && attempt === 1),
    ).toMatchObject({ status: 'failed', errorType: 'Interrupted' });
  });
});

it('leaves a run alone that somebody else took up meanwhile', async () => {
  const run = await beginRun(server);
  const notify = vi.fn(() => Promise.resolve(done));
  await carry(
    server,
    stagesOf({
      check: async () => {
        // Another worker took it for stalled, and is done with it.
        await carry(server, stagesOf(), run);
        return done;
      },
      notify,
    }),
    run,
  );
  expect(notify).not.toHaveBeenCalled();
  expect(await look(run.runId)).toMatchObject({ status: 'succeeded' });
});

it('lets a change that fails take down none of those that are kept together with it', async () => {
  const { transitions } = createEngine(server, []);
  const [first, good] = [await beginRun(server), await beginRun(server)];
  const begun = await Promise.allSettled([
    // On its way alone: the two behind it are kept together.
    transitions.begin(first),
    transitions.begin({ runId: 'no id', createdAt: first.createdAt }),
    transitions.begin(good),
  ]);
  expect(begun.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(begun[2]).toMatchObject({ value: { runId: good.runId } });
});

it('carries one run of an incident out at a time, and wakes the next', async () => {
  const first = await beginRun(server);
  const incidentId = first.start.incidentId;
  let second = first;
  const order: string[] = [];
  await carry(
    server,
    stagesOf({
      check: async () => {
        second = await beginRun(server, { incidentId, cause: 'resolved' });
        await server.owner.query(`select graphile_worker.remove_job($1)`, [
          `alert_run:${second.runId}`,
        ]);
        await carry(server, stagesOf({ check: async () => (order.push('second'), done) }), second);
        order.push('first');
        return done;
      },
    }),
    first,
  );
  expect(order).toEqual(['first']);
  expect(await look(second.runId)).toMatchObject({ status: 'pending' });
  expect(await jobsOf(second.runId)).toHaveLength(1);
});

it('takes up what is silent, what waits too long, and what is due', async () => {
  const silent = await beginRun(server);
  const stopping = new AbortController();
  const hangs = () => {
    stopping.abort(new Error('gone'));
    return new Promise<never>(() => undefined);
  };
  await expect(
    carry(server, stagesOf({ analyze: hangs }), silent, stopping.signal),
  ).rejects.toThrow('gone');
  const waiting = await beginRun(server);
  await server.owner.query(
    'select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs))',
  );
  const now = new Date(server.clock.now().getTime() + 180_000);
  const before = (ms: number) => new Date(now.getTime() - ms);
  await enqueueLeft(createDatabase(server.owner), {
    now,
    stalledBefore: before(120_000),
    waitingBefore: before(60_000),
  });
  expect(await jobsOf(silent.runId)).toHaveLength(1);
  expect(await jobsOf(waiting.runId)).toHaveLength(1);
});

it('shows a stage as begun when it was, not when its run was made', async () => {
  const run = await beginRun(server);
  const analyze = async (): Promise<StageResult> => {
    server.clock.advance({ seconds: 5 });
    return done;
  };
  await carry(server, stagesOf({ analyze }), run);
  const { stages, createdAt, durationMs } = await look(run.runId);
  const after = ({ createdAt: at }: StageExecution) => Date.parse(at) - Date.parse(createdAt);
  expect(stages.map(after)).toEqual([0, 0, 0, 5_000]);
  expect(durationMs).toBe(5_000);
});

it('has moved the figures of pipelines by exactly what happened', async () => {
  expect(await findPipelineDrift(server.owner, 'UTC')).toEqual([]);
});
