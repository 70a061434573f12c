import { describe, expect, it } from 'vitest';
import { session, useStage } from '../../test/stage.ts';
import type { WireRecord } from '../../test/ingest-server.ts';
import type { Taffrail } from '../taffrail.ts';

const stage = useStage();

const told = async (taffrail: Taffrail): Promise<readonly WireRecord[]> => {
  await taffrail.flush();
  return stage.server.requests.flatMap(({ records }) => records);
};

const uuid = expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-7/);

class Timeout extends Error {}

describe('a run of a pipeline', () => {
  it('is told with its stages, and gives what its function gives', async () => {
    const taffrail = stage.client();
    const createdAt = new Date(stage.ports.now()).toISOString();
    const who = { ...session, sessionId: 's1', traceId: 'a'.repeat(32) };
    const result = await taffrail.pipeline('discovery', who, async (run) => {
      const found = await run.stage('search', async (search) => {
        stage.ports.advance(40);
        search.accuracy(0.5);
        return 3;
      });
      run.skip('enrich', 'disabled');
      return found + 1;
    });
    expect(result).toBe(4);
    const records = await told(taffrail);
    const runId = records.at(-1)?.['id'];
    const belonging = {
      organizationId: 'acme',
      userId: 'ada',
      sessionId: 's1',
      traceId: 'a'.repeat(32),
    };
    const shared = {
      kind: 'stage_execution',
      id: uuid,
      runId,
      pipeline: 'discovery',
      ...belonging,
    };
    expect(records).toEqual([
      {
        ...shared,
        stage: 'search',
        position: 0,
        attempt: 1,
        status: 'succeeded',
        durationMs: 40,
        accuracy: 0.5,
        createdAt,
      },
      {
        ...shared,
        stage: 'enrich',
        position: 1,
        attempt: 1,
        status: 'skipped',
        reason: 'disabled',
        createdAt: new Date(stage.ports.now()).toISOString(),
      },
      {
        kind: 'pipeline_run',
        id: uuid,
        pipeline: 'discovery',
        status: 'succeeded',
        durationMs: 40,
        createdAt,
        ...belonging,
      },
    ]);
  });

  it('fails with the error of its stage, which is handed on as it is', async () => {
    const taffrail = stage.client();
    const error = new Timeout('8 s');
    const run = taffrail.pipeline(
      { name: 'discovery', stages: ['search', 'rank'] },
      session,
      (run) =>
        run.stage('search', () => {
          throw error;
        }),
    );
    await expect(run).rejects.toBe(error);
    const failure = { status: 'failed', errorType: 'Timeout', errorMessage: '8 s' };
    expect(await told(taffrail)).toMatchObject([
      { stage: 'search', ...failure },
      { stage: 'rank', status: 'pending', position: 1 },
      { kind: 'pipeline_run', ...failure },
    ]);
  });

  it('goes on when its function does', async () => {
    const taffrail = stage.client();
    await taffrail.pipeline('discovery', session, async (run) => {
      await run.stage('rank', () => Promise.reject(new Timeout('once'))).catch(() => undefined);
      await run.stage('rank', () => 'again');
    });
    expect(await told(taffrail)).toMatchObject([
      { stage: 'rank', attempt: 1, position: 0, status: 'failed' },
      { stage: 'rank', attempt: 2, position: 0, status: 'succeeded' },
      { kind: 'pipeline_run', status: 'succeeded' },
    ]);
  });

  it('is told while it runs when that takes long', async () => {
    const taffrail = stage.client();
    await taffrail.pipeline('discovery', session, async (run) => {
      await run.stage('search', () => stage.ports.advance(1_500));
      await run.stage('rank', () => undefined);
    });
    const records = await told(taffrail);
    expect(records.map(({ kind, stage: name, status }) => [name ?? kind, status])).toEqual([
      ['pipeline_run', 'running'],
      ['search', 'running'],
      ['search', 'succeeded'],
      ['rank', 'running'],
      ['rank', 'succeeded'],
      ['pipeline_run', 'succeeded'],
    ]);
    expect(new Set(records.map(({ id }) => id)).size).toBe(3);
  });

  it('gives a sign of life each minute, and none once it has ended', async () => {
    const taffrail = stage.client();
    await taffrail.pipeline('discovery', session, (run) =>
      run.stage('search', () => {
        for (let minute = 0; minute < 3; minute += 1) stage.ports.advance(60_000);
      }),
    );
    stage.ports.advance(600_000);
    const records = await told(taffrail);
    const runs = records.filter(({ kind }) => kind === 'pipeline_run');
    expect(runs.map(({ status }) => status)).toEqual([
      'running',
      'running',
      'running',
      'succeeded',
    ]);
    expect(new Set(runs.map(({ id }) => id)).size).toBe(1);
  });

  it('may have an id of the host, an attempt and attributes', async () => {
    const taffrail = stage.client();
    const given = { name: 'discovery', id: 'job-7', attempt: 2, attributes: { keyword: 'salt' } };
    expect(await taffrail.pipeline(given, null, (run) => run.id)).toBe('job-7');
    expect(await told(taffrail)).toMatchObject([
      { id: 'job-7', attempt: 2, attributes: { keyword: 'salt' } },
    ]);
  });

  it.each([undefined, '', {}, null])('runs without a name that is one: %j', async (name) => {
    const taffrail = stage.client();
    const work = taffrail.pipeline(name as never, session, (run) => run.stage('search', () => 1));
    expect(await work).toBe(1);
    expect(taffrail.stats().dropped).toBeGreaterThan(0);
  });

  it('runs after close', async () => {
    const taffrail = stage.client();
    await taffrail.close();
    expect(await taffrail.pipeline('discovery', session, () => 'done')).toBe('done');
    stage.ports.advance(1_000);
  });
});

describe('a score', () => {
  it('is told with the run and stage that it is of', async () => {
    const taffrail = stage.client();
    taffrail.score('job-7', 'rank', 0.5, { name: 'people' });
    expect(await told(taffrail)).toEqual([
      {
        kind: 'score',
        id: uuid,
        runId: 'job-7',
        stage: 'rank',
        value: 0.5,
        name: 'people',
        createdAt: new Date(stage.ports.now()).toISOString(),
      },
    ]);
  });

  it.each([1.1, -0.1, Number.NaN, '1', undefined])('is between 0 and 1: not %s', (value) => {
    const taffrail = stage.client();
    taffrail.score('job-7', 'rank', value as never);
    expect(taffrail.stats().dropped).toBe(1);
  });
});
