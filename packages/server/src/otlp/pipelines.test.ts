import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import {
  newSpanId,
  newTraceId,
  toTraces,
  type GivenSpan,
} from '../../test/outside/otlp/make-traces.ts';
import { sendOtlp } from '../../test/outside/otlp/send-otlp.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

let server: TestServer;
let key: Credential;
beforeAll(async () => {
  server = await startTestServer();
  key = await server.ingestKey();
});
afterAll(() => server.close());

const send = async (
  spans: readonly Omit<GivenSpan, 'traceId' | 'spanId'>[],
  resource?: Readonly<Record<string, string>>,
): Promise<void> => {
  const traceId = newTraceId();
  const body = toTraces(
    spans.map((span) => ({ ...span, traceId, spanId: newSpanId() })),
    resource,
  );
  for (let time = 0; time < 2; time += 1)
    expect((await sendOtlp(server, key, { body })).json).toEqual({});
};

const runsOf = async (pipeline: string) =>
  (
    await server.owner.query(
      `select external_id as id, status, error_type as error, duration_ms as ms
       from pipeline_runs where pipeline = $1`,
      [pipeline],
    )
  ).rows;

const stagesOf = async (pipeline: string) =>
  (
    await server.owner.query(
      `select stage, status, error_type as error
       from stage_executions where pipeline = $1 order by stage`,
      [pipeline],
    )
  ).rows;

describe('spans of CI/CD', () => {
  it('are a run and its stages, once', async () => {
    const run = { 'cicd.pipeline.name': 'build', 'cicd.pipeline.run.id': '17' };
    const task = (name: string, result: string) => ({
      attributes: {
        ...run,
        'cicd.pipeline.task.name': name,
        'cicd.pipeline.task.run.id': name,
        'cicd.pipeline.task.run.result': result,
      },
    });
    await send([
      task('test', 'failure'),
      task('compile', 'success'),
      task('deploy', 'skip'),
      {
        durationMs: 1_500,
        attributes: { ...run, 'cicd.pipeline.result': 'failure', 'error.type': 'tests' },
      },
    ]);
    expect(await runsOf('build')).toEqual([
      { id: '17', status: 'failed', error: 'tests', ms: 1_500 },
    ]);
    expect(await stagesOf('build')).toEqual([
      { stage: 'compile', status: 'succeeded', error: null },
      { stage: 'deploy', status: 'skipped', error: null },
      { stage: 'test', status: 'failed', error: 'failure' },
    ]);
  });

  it('may have the names of their run in the resource, and no result', async () => {
    const resource = { 'cicd.pipeline.name': 'nightly', 'cicd.pipeline.run.id': '18' };
    await send(
      [
        { attributes: { 'cicd.pipeline.task.name': 'sync' }, statusCode: 2 },
        { attributes: { 'cicd.pipeline.run.id': '18' } },
        { attributes: { 'a step': 'of something' } },
      ],
      resource,
    );
    expect(await runsOf('nightly')).toMatchObject([{ id: '18', status: 'succeeded' }]);
    expect(await stagesOf('nightly')).toEqual([{ stage: 'sync', status: 'failed', error: null }]);
  });
});
