import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { sendBatch } from '../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import type { News } from '../platform/changes/changes.ts';

let server: TestServer;
let key: Credential;
let heard: News[];
beforeAll(async () => {
  server = await startTestServer();
  key = await server.ingestKey();
  // Making the key was a change, too.
  await sleep(300);
});
afterAll(() => server.close());

beforeEach(() => {
  heard = [];
  onTestFinished(server.changes.subscribe((news) => heard.push(news)));
});

const send = async (records: readonly object[], idempotencyKey?: string) => {
  const headers = idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey };
  const answer = await sendBatch(server, key, records, headers);
  expect(answer.status).toBe(200);
  return answer.body;
};

const topics = (): Set<unknown> =>
  new Set(heard.flatMap((news) => (news === 'everything' ? [news] : [...news])));

const hear = (expected: readonly string[]): Promise<void> =>
  vi.waitFor(() => expect(topics()).toEqual(new Set(expected)), 5_000);

const lead = { kind: 'activity', organizationId: 'acme', action: 'lead.created' };
const request = {
  kind: 'api_request',
  endpoint: '/leads/:id',
  method: 'GET',
  statusCode: 200,
  responseTimeMs: 5,
};

describe('what is told of a batch', () => {
  it.each([
    [[lead], ['activity']],
    [[request], ['api_requests']],
    [[{ kind: 'organization', id: 'acme', name: 'Acme' }], ['customers']],
    [[{ kind: 'pipeline_run', id: '1', pipeline: 'p', status: 'running' }], ['pipelines']],
    [[{ kind: 'deploy', sha: 'a1b2c3d', environment: 'production' }], ['deploys']],
    [
      [lead, request, { kind: 'user', id: 'ada', name: 'Ada' }],
      ['activity', 'api_requests', 'customers'],
    ],
  ])('is what its records changed', async (records, expected) => {
    expect((await send(records)).accepted).toBe(records.length);
    await hear(expected);
  });

  it('is told when the rows are there to be read', async () => {
    const as = await server.apiKey('viewer');
    await sleep(300);
    const { promise: read, resolve } = Promise.withResolvers<unknown>();
    const query = { resourceId: 'seen-at-once' };
    const unsubscribe = server.changes.subscribe((news) => {
      if (news !== 'everything' && news.has('activity'))
        resolve(server.inject('GET /api/v1/activity', { as, query }));
    });
    onTestFinished(unsubscribe);
    await send([{ ...lead, resourceId: 'seen-at-once' }]);
    expect(await read).toMatchObject({ body: { items: [{ resourceId: 'seen-at-once' }] } });
  });

  it('is nothing when the batch was known, or nothing of it was accepted', async () => {
    await send([lead], 'once');
    await hear(['activity']);
    await sleep(300);
    heard = [];
    await send([lead], 'once');
    expect((await send([{ kind: 'activity' }])).accepted).toBe(0);
    await send([request]);
    await hear(['api_requests']);
  });
});
