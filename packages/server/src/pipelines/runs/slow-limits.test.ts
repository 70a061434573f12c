import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Credential } from '../../../test/credentials.ts';
import { sendBatch } from '../../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../../test/server.ts';

let server: TestServer;
let viewer: Credential;

const run = (pipeline: string, durationMs: number) => ({
  kind: 'pipeline_run',
  id: randomUUID(),
  pipeline,
  status: 'succeeded',
  durationMs,
  createdAt: '2026-11-21T09:00:00.000Z',
});

beforeAll(async () => {
  server = await startTestServer();
  viewer = await server.operator('viewer');
  await sendBatch(server, await server.ingestKey(), [
    ...Array.from({ length: 99 }, () => run('fast', 100)),
    run('fast', 900),
    ...Array.from({ length: 99 }, () => run('slow', 10_000)),
    run('slow', 90_000),
  ]);
});
afterAll(() => server.close());

const slowRuns = async (query: Record<string, string> = {}): Promise<unknown[]> => {
  const asked = { as: viewer, query: { slowerThan: 'p95', ...query } };
  const { body } = await server.inject('GET /api/v1/pipeline-runs', asked);
  return body.items
    .map(({ durationMs }: { durationMs: number }) => durationMs)
    .toSorted((a: number, b: number) => a - b);
};

it('measures each run against those of its own pipeline', async () => {
  expect(await slowRuns()).toEqual([900, 90_000]);
  expect(await slowRuns({ pipeline: 'fast' })).toEqual([900]);
});

it('exports the same', async () => {
  const answer = await server.inject('GET /api/v1/pipeline-runs/export', {
    as: viewer,
    query: { slowerThan: 'p95', format: 'csv' },
  });
  expect(answer.text.trim().split('\r\n')).toHaveLength(3);
});
