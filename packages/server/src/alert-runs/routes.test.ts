import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { findPipelineDrift } from '../../test/figures/pipeline-drift.ts';
import { beginRun, carry, createEngine } from '../../test/incidents/make-alert-runs.ts';
import { readAudit } from '../../test/read-audit.ts';
import { sendBatch } from '../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import type { Stage, StageResult } from './alert-runs.ts';
import { enqueueLeft } from './engine/control.store.ts';

let server: TestServer;
let operator: Credential;
let viewer: Credential;
beforeAll(async () => {
  server = await startTestServer();
  operator = await server.operator('operator', { email: 'maria@example.com' });
  viewer = await server.operator('viewer');
});
afterAll(() => server.close());

const failing: Stage = {
  name: 'notify',
  run: async (): Promise<StageResult> => ({
    state: 'failed',
    errorType: 'Refused',
    message: 'No.',
    isFinal: true,
  }),
};

const failedRun = async () => {
  const run = await beginRun(server);
  await carry(server, [failing], run);
  return run;
};

const read = (id: string) => server.inject(`GET /api/v1/alert-runs/${id}`, { as: viewer });
const shown = async (id: string) =>
  (await server.inject(`GET /api/v1/pipeline-runs/${id}`, { as: viewer })).body;
const act = (what: 'retry' | 'fail', id: string, body: object, as = operator) =>
  server.inject(`POST /api/v1/alert-runs/${id}/${what}`, { as, body });

const productRun = async (): Promise<string> => {
  const id = randomUUID();
  const key = await server.ingestKey();
  const run = { kind: 'pipeline_run', id, pipeline: 'discovery', status: 'failed' };
  await sendBatch(server, key, [run]);
  return id;
};

describe('GET /api/v1/alert-runs/:id', () => {
  it('answers nobody who is not signed in', async () => {
    expect((await server.inject(`GET /api/v1/alert-runs/${randomUUID()}`)).status).toBe(401);
  });

  it('knows only runs of the console itself', async () => {
    expect((await read(randomUUID())).status).toBe(404);
    expect((await read(await productRun())).status).toBe(404);
  });

  it('says what may be done with a run that failed', async () => {
    const { runId, start } = await failedRun();
    expect((await read(runId)).body).toMatchObject({
      runId,
      state: 'failed',
      stage: 'notify',
      attempt: 1,
      cause: 'opened',
      receivedAt: start.receivedAt.toISOString(),
      retry: { refusal: null },
      fail: { refusal: 'The run has failed already.' },
      lastAct: null,
    });
  });
});

describe('POST /api/v1/alert-runs/:id/retry', () => {
  it('is for those with runs.retry', async () => {
    const { runId } = await failedRun();
    const answer = await act('retry', runId, { version: 1 }, viewer);
    expect(answer.error).toMatchObject({
      code: 'forbidden',
      details: { permission: 'runs.retry' },
    });
  });

  it('needs the version that was seen', async () => {
    expect((await act('retry', randomUUID(), {})).error?.code).toBe('invalid_request');
  });

  it('knows no run that there is not', async () => {
    expect((await act('retry', randomUUID(), { version: 1 })).error?.code).toBe('not_found');
  });

  it('refuses runs of the product, and says why', async () => {
    const answer = await act('retry', await productRun(), { version: 1 });
    expect(answer.error?.code).toBe('conflict');
    expect(answer.error?.message).toContain('The product told of this run');
  });

  it('marks the run, runs nothing, and has it taken up from the stage that failed', async () => {
    const run = await failedRun();
    const { version } = (await read(run.runId)).body;
    const answer = await act('retry', run.runId, { version });
    expect(answer.body).toMatchObject({
      state: 'retrying',
      attempt: 2,
      stage: 'notify',
      nextAttemptAt: server.clock.now().toISOString(),
      lastAct: { act: 'retry', by: expect.stringContaining('maria') },
    });
    expect(await shown(run.runId)).toMatchObject({
      status: 'retrying',
      attempt: 2,
      errorType: 'Refused',
    });
    const key = `alert_run:${run.runId}`;
    const jobs = () =>
      server.owner.query(
        'select from graphile_worker.jobs where key = $1 and locked_by is null and run_at > $2',
        [key, new Date(0)],
      );
    await server.owner.query('select graphile_worker.remove_job($1)', [key]);
    const now = server.clock.now();
    const { db } = createEngine(server, []);
    await enqueueLeft(db, { now, stalledBefore: now, waitingBefore: new Date(0) });
    expect((await jobs()).rowCount).toBe(1);

    const ran: string[] = [];
    const noting = (name: Stage['name']): Stage => ({
      name,
      run: async ({ attempt }) => {
        ran.push(`${name} ${attempt}`);
        return { state: 'succeeded' };
      },
    });
    await carry(server, [noting('check'), noting('analyze'), noting('notify')], run);
    expect(ran).toEqual(['notify 2']);
    expect(await shown(run.runId)).toMatchObject({ status: 'succeeded', attempt: 2 });
  });

  it('tells whoever comes second who was first', async () => {
    const { runId } = await failedRun();
    const { version } = (await read(runId)).body;
    await act('retry', runId, { version });
    server.clock.advance({ seconds: 12 });
    const second = await act('retry', runId, { version });
    expect(second.error?.code).toBe('conflict');
    expect(second.error?.message).toMatch(/marked it for retry 12 s ago/);
  });

  it('refuses what is impossible, with the reason', async () => {
    const run = await beginRun(server);
    const waiting = await act('retry', run.runId, { version: 1 });
    expect(waiting.error?.message).toBe('The run has not begun yet: it will by itself.');
    await carry(server, [], run);
    const { version } = (await read(run.runId)).body;
    const over = await act('retry', run.runId, { version });
    expect(over.error).toMatchObject({
      code: 'conflict',
      message: 'The run succeeded: there is nothing to try again.',
    });
  });

  it('lets one of two win who ask at the same time', async () => {
    const { runId } = await failedRun();
    const { version } = (await read(runId)).body;
    const answers = await Promise.all([1, 2, 3].map(() => act('retry', runId, { version })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
    expect((await read(runId)).body).toMatchObject({ attempt: 2 });
  });

  it('is in the audit log, with what the run was and became', async () => {
    const { runId } = await failedRun();
    await act('retry', runId, { version: (await read(runId)).body.version });
    const entries = await readAudit(server, 'alert_run.marked_for_retry');
    expect(entries.find(({ target_id: id }) => id === runId)).toMatchObject({
      target_type: 'alert_run',
      before: { state: 'failed', attempt: 1, stage: 'notify' },
      after: { state: 'retrying', attempt: 2, stage: 'notify' },
    });
  });
});

describe('POST /api/v1/alert-runs/:id/fail', () => {
  it('needs a reason', async () => {
    const { runId } = await beginRun(server);
    const answer = await act('fail', runId, { version: 1, reason: ' ' });
    expect(answer.error?.code).toBe('invalid_request');
  });

  it('ends a run that waits, and shows who did it and why', async () => {
    const { runId } = await beginRun(server);
    const answer = await act('fail', runId, { version: 1, reason: 'A false alarm' });
    expect(answer.body).toMatchObject({
      state: 'failed',
      lastAct: { act: 'fail', reason: 'A false alarm' },
    });
    expect(await shown(runId)).toMatchObject({
      status: 'failed',
      errorType: 'marked_failed',
      errorMessage: expect.stringContaining('A false alarm'),
    });
  });

  it('ends a stage that is under way, and nothing follows from what it still does', async () => {
    const run = await beginRun(server);
    const notified: string[] = [];
    await carry(
      server,
      [
        {
          name: 'check',
          run: async ({ run: { id } }) => {
            const { version } = (await read(id)).body;
            expect((await act('fail', id, { version, reason: 'It hangs' })).status).toBe(200);
            return { state: 'succeeded' };
          },
        },
        {
          name: 'notify',
          run: async ({ key }) => {
            notified.push(key);
            return { state: 'succeeded' };
          },
        },
      ],
      run,
    );
    expect(notified).toEqual([]);
    const { status, stages } = await shown(run.runId);
    expect(status).toBe('failed');
    expect(stages[1]).toMatchObject({ stage: 'check', status: 'failed' });
  });

  it('refuses what has ended', async () => {
    const { runId } = await failedRun();
    const { version } = (await read(runId)).body;
    const answer = await act('fail', runId, { version, reason: 'Again' });
    expect(answer.error?.message).toBe('The run has failed already.');
  });
});

it('has moved the figures of pipelines by exactly what was done', async () => {
  expect(await findPipelineDrift(server.owner, 'UTC')).toEqual([]);
});
