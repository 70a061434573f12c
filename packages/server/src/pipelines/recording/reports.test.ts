import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../../test/credentials.ts';
import { findPipelineDrift } from '../../../test/figures/pipeline-drift.ts';
import { sendBatch } from '../../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../../test/server.ts';

let server: TestServer;
let key: Credential;
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-21T10:00:00Z' });
  key = await server.ingestKey();
});
afterAll(() => server.close());

const at = (time: string) => ({ createdAt: `2026-11-21T${time}Z` });
const run = (id: string, fields: object = {}) => ({
  kind: 'pipeline_run',
  id,
  pipeline: 'discovery',
  ...at('09:10:00'),
  ...fields,
});
const stage = (runId: string, name: string, fields: object = {}) => ({
  kind: 'stage_execution',
  id: name,
  runId,
  pipeline: 'discovery',
  stage: name,
  ...at('09:10:01'),
  ...fields,
});
const score = (runId: string, name: string, value: number, fields: object = {}) => ({
  kind: 'score',
  runId,
  stage: name,
  value,
  ...fields,
});

const send = async (...records: object[]) => {
  const { body } = await sendBatch(server, key, records);
  expect(body.rejected).toEqual([]);
  return body;
};
const runOf = async (externalId: string) => {
  const { rows } = await server.owner.query('select * from pipeline_runs where external_id = $1', [
    externalId,
  ]);
  return rows[0] as Record<string, unknown>;
};
const stagesOf = async (externalId: string) => {
  const { rows } = await server.owner.query(
    `select s.* from stage_executions s join pipeline_runs r on r.id = s.run_id
     where r.external_id = $1 order by s.position nulls last, s.created_at, s.attempt`,
    [externalId],
  );
  return rows as Record<string, unknown>[];
};
/** What an hour of a stage adds up to, of all runs of this file; an empty stage is the runs. */
const hourOf = async (pipeline: string, name = '') => {
  const { rows } = await server.owner.query(
    'select * from stage_executions_hourly where pipeline = $1 and stage = $2',
    [pipeline, name],
  );
  return rows[0] as Record<string, unknown> | undefined;
};
const expectNoDrift = async () => expect(await findPipelineDrift(server.owner, 'UTC')).toEqual([]);

describe('a run', () => {
  it('is stored with all that was sent, and names its customers', async () => {
    const traceId = 'a'.repeat(32);
    await send(
      run('whole', {
        status: 'failed',
        durationMs: 1234.5,
        attempt: 2,
        maxAttempts: 3,
        errorType: 'TimeoutError',
        errorMessage: 'No answer; password=hunter2hunter2',
        organizationId: 'acme',
        userId: 'ada',
        sessionId: 's1',
        traceId,
        attributes: { query: 'steel' },
      }),
    );
    const { rows } = await server.owner.query(
      `select r.*, o.external_id as organization, u.external_id as user_name from pipeline_runs r
       join organizations o on o.id = r.organization_id join users u on u.id = r.user_id
       where r.external_id = 'whole'`,
    );
    expect(rows).toEqual([
      expect.objectContaining({
        pipeline: 'discovery',
        status: 'failed',
        attempt: 2,
        max_attempts: 3,
        duration_ms: 1234.5,
        error_type: 'TimeoutError',
        error_message: 'No answer; password=[scrubbed]',
        session_id: 's1',
        trace_id: traceId,
        attributes: { query: 'steel' },
        organization: 'acme',
        user_name: 'ada',
        created_at: new Date('2026-11-21T09:10:00Z'),
        heard_at: server.clock.now(),
      }),
    ]);
  });

  it.each([
    [{ id: null }, 'id is required'],
    [{ pipeline: '' }, 'pipeline is required'],
    [{ status: 'done' }, 'status must be pending, running, succeeded, failed, retrying, skipped'],
    [{ attempt: 0 }, 'attempt must be a whole number from 1 to 1000'],
    [{ durationMs: -1 }, 'durationMs must be a number from 0 to 2592000000'],
    [{ createdAt: '2026-08-22T00:00:00Z' }, 'createdAt is more than 90 days ago'],
  ])('is rejected with %j', async (fields, message) => {
    const { body } = await sendBatch(server, key, [run('bad', { status: 'running', ...fields })]);
    expect(body.rejected).toEqual([expect.objectContaining({ index: 0, message })]);
  });

  it.each([
    ['in order', [0, 1, 2, 3]],
    ['backwards', [3, 2, 1, 0]],
    ['mixed', [2, 0, 3, 1]],
  ])('has the latest state of its latest attempt, told %s', async (order, places) => {
    const id = `states ${order}`;
    const reports = [
      run(id, { status: 'running', organizationId: 'acme' }),
      run(id, { status: 'retrying', durationMs: 50, errorType: 'TimeoutError' }),
      run(id, { status: 'running', attempt: 2 }),
      run(id, { status: 'succeeded', attempt: 2, durationMs: 900 }),
    ];
    for (const place of places) await send(reports[place] ?? {});
    expect(await runOf(id)).toMatchObject({
      status: 'succeeded',
      attempt: 2,
      duration_ms: 900,
      error_type: null,
      organization_id: expect.any(String),
    });
    await expectNoDrift();
  });

  it('is told of in one batch as in several', async () => {
    const id = 'at once';
    await send(
      run(id, { status: 'running' }),
      run(id, { status: 'succeeded', durationMs: 900 }),
      run(id, { status: 'pending' }),
      run(id, { status: 'succeeded', durationMs: 900 }),
    );
    expect(await runOf(id)).toMatchObject({ status: 'succeeded', duration_ms: 900 });
    await expectNoDrift();
  });

  it('began when it was told first, whatever a later report says', async () => {
    await send(run('began', { status: 'running' }));
    await send(run('began', { status: 'failed', createdAt: '2026-11-20T10:00:00Z' }));
    expect(await runOf('began')).toMatchObject({
      status: 'failed',
      created_at: new Date('2026-11-21T09:10:00Z'),
    });
    await expectNoDrift();
  });
});

describe('a stage', () => {
  it('counts once in its state, which moves the rollups by the difference', async () => {
    const of = { pipeline: 'moving', ...at('09:20:00') };
    await send(run('moving', { ...of, status: 'running' }));
    await send(stage('moving', 'search', { ...of, status: 'running', position: 0 }));
    expect(await hourOf('moving', 'search')).toMatchObject({ running: 1, succeeded: 0 });
    const failed = { status: 'failed', durationMs: 70, errorType: 'RangeError' };
    await send(stage('moving', 'search', { ...of, ...failed }));
    expect(await hourOf('moving', 'search')).toMatchObject({
      running: 0,
      failed: 1,
      errors: { RangeError: 1 },
    });
    expect(await runOf('moving')).toMatchObject({ failed_stages: ['search'] });
    await send(
      stage('moving', 'search', { ...of, status: 'succeeded', attempt: 2, durationMs: 9 }),
    );
    expect(await hourOf('moving', 'search')).toMatchObject({ failed: 0, succeeded: 1, errors: {} });
    expect(await runOf('moving')).toMatchObject({ failed_stages: [] });
    await expectNoDrift();
  });

  it('never ran when it is pending in a run that has ended', async () => {
    const of = { pipeline: 'unreached' };
    await send(
      run('unreached', { ...of, status: 'running' }),
      stage('unreached', 'search', { ...of, status: 'pending' }),
    );
    expect(await hourOf('unreached', 'search')).toMatchObject({ pending: 1, never_ran: 0 });
    await send(run('unreached', { ...of, status: 'failed', durationMs: 5 }));
    expect(await hourOf('unreached', 'search')).toMatchObject({ pending: 0, never_ran: 1 });
    await expectNoDrift();
  });

  it('may have the same id as one of another run', async () => {
    await send(
      run('twin a', { status: 'succeeded' }),
      run('twin b', { status: 'succeeded' }),
      stage('twin a', 'search', { status: 'succeeded' }),
      stage('twin b', 'search', { status: 'skipped', reason: 'nothing_found' }),
    );
    expect(await stagesOf('twin a')).toMatchObject([{ status: 'succeeded', reason: null }]);
    expect(await stagesOf('twin b')).toMatchObject([
      { status: 'skipped', reason: 'nothing_found' },
    ]);
  });

  it('may come before its run', async () => {
    await send(stage('late run', 'search', { pipeline: 'late', status: 'failed', durationMs: 3 }));
    expect(await hourOf('late', 'search')).toMatchObject({ failed: 1 });
    await send(run('late run', { pipeline: 'late', status: 'failed', durationMs: 4 }));
    expect(await runOf('late run')).toMatchObject({ failed_stages: ['search'] });
    await expectNoDrift();
  });
});

describe('a score', () => {
  const of = { pipeline: 'scored', ...at('08:00:00') };
  const sums = async () => {
    const hour = await hourOf('scored', 'search');
    return [hour?.['scored'], Number(hour?.['score_sum']), Number(hour?.['score_square_sum'])];
  };

  it('waits for its stage, then replaces what that told of itself, then what was scored before', async () => {
    await send(score('scored', 'search', 0.5, { id: 'first', ...at('08:30:00') }));
    expect(await hourOf('scored', 'search')).toBeUndefined();
    await send(
      run('scored', { ...of, status: 'succeeded', durationMs: 10 }),
      stage('scored', 'search', { ...of, status: 'succeeded', durationMs: 8, accuracy: 1 }),
    );
    expect(await sums()).toEqual([1, 0.5, 0.25]);
    await send(score('scored', 'search', 0.25, { id: 'second', ...at('09:30:00') }));
    expect(await sums()).toEqual([1, 0.25, 0.0625]);
    // One that was judged earlier changes nothing, nor does one that is known.
    await send(score('scored', 'search', 0.9, { id: 'third', ...at('08:45:00') }));
    await send(score('scored', 'search', 0.1, { id: 'second', ...at('09:45:00') }));
    expect(await sums()).toEqual([1, 0.25, 0.0625]);
    await expectNoDrift();
  });

  it('is of the latest attempt', async () => {
    const retried = { pipeline: 'retried' };
    const id = 'retried';
    await send(
      run(id, { ...retried, status: 'succeeded' }),
      stage(id, 'search', { ...retried, id: 'one', status: 'failed', accuracy: 0 }),
      score(id, 'search', 1, { id: 'judged' }),
    );
    expect(await stagesOf(id)).toMatchObject([{ accuracy: '1.000000' }]);
    await send(stage(id, 'search', { ...retried, id: 'two', attempt: 2, status: 'succeeded' }));
    expect(await stagesOf(id)).toMatchObject([
      { attempt: 1, accuracy: '0.000000' },
      { attempt: 2, accuracy: '1.000000' },
    ]);
    await expectNoDrift();
  });

  it('counts once without an id, too, however often it is told', async () => {
    const unnamed = { pipeline: 'unnamed' };
    await send(
      run('unnamed', { ...unnamed, status: 'succeeded' }),
      stage('unnamed', 'search', { ...unnamed, status: 'succeeded' }),
    );
    for (let time = 0; time < 3; time += 1) await send(score('unnamed', 'search', 0.5));
    expect(await hourOf('unnamed', 'search')).toMatchObject({ scored: 1, score_sum: '0.500000' });
    await expectNoDrift();
  });
});

it('has a hundred names of pipelines a day; the rest are one', async () => {
  const runs = Array.from({ length: 102 }, (_, n) => ({
    ...run(`named ${n}`, { status: 'succeeded', createdAt: '2026-11-10T09:00:00Z' }),
    pipeline: `of job ${n}`,
  }));
  await send(...runs);
  const { rows } = await server.owner.query(
    `select count(distinct pipeline)::int as names, sum((pipeline = '(other)')::int)::int as others
     from pipeline_runs where created_at < '2026-11-11'`,
  );
  expect(rows).toEqual([{ names: 101, others: 2 }]);
  await expectNoDrift();
});

it('is written with the rollups or not at all', async () => {
  await server.owner.query(
    'alter table stage_executions_daily add constraint refuse check (failed < 0) not valid',
  );
  const { status } = await sendBatch(server, key, [
    run('rolled back', { pipeline: 'refused', status: 'succeeded' }),
  ]).catch(() => ({ status: 500 }));
  await server.owner.query('alter table stage_executions_daily drop constraint refuse');
  expect(status).toBe(500);
  expect(await runOf('rolled back')).toBeUndefined();
  expect(await hourOf('refused')).toBeUndefined();
});

it('the ingest role reads none of it', async () => {
  const { rows } = await server.owner.query(
    `select name, has_table_privilege('taffrail_ingest', name, 'select, insert, update, delete') as may
     from unnest(array['pipelines', 'pipeline_stages', 'pipeline_runs', 'stage_executions', 'scores',
       'stage_executions_hourly', 'stage_executions_daily']) as name`,
  );
  expect(rows.map(({ may }) => may as boolean)).toEqual(rows.map(() => false));
});
