import type { Role } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { makeActivity } from '../../test/make.ts';
import { sendBatch } from '../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

let server: TestServer;
let key: Credential;
beforeAll(async () => {
  server = await startTestServer();
  key = await server.ingestKey();
});
afterAll(() => server.close());

const read = (as: Credential, query: Record<string, string | number> = {}) =>
  server.inject('GET /api/v1/activity', { as, query });

const operators = (role: Role, count: number): Promise<Credential[]> =>
  Promise.all(Array.from({ length: count }, () => server.operator(role)));

describe('many who read the log at the same time', () => {
  it('each see whatever was committed before they asked', async () => {
    const watchers = await operators('viewer', 10);
    const send = async (resourceId: string): Promise<void> => {
      const record = {
        kind: 'activity',
        organizationId: 'acme',
        action: 'lead.created',
        resourceId,
      };
      expect((await sendBatch(server, key, [record])).body).toMatchObject({ accepted: 1 });
    };
    const watch = async (resourceId: string): Promise<void> => {
      const noise = watchers.map((watcher) => read(watcher));
      await send(resourceId);
      const answers = await Promise.all(watchers.map((watcher) => read(watcher)));
      for (const { body } of answers) expect(body.items[0]).toMatchObject({ resourceId });
      await Promise.all(noise);
    };
    for (let round = 0; round < 20; round += 1) {
      await watch(`round ${round}`);
      server.clock.advance({ seconds: 1 });
    }
  });

  it('each see what their own role may, and what they themselves asked for', async () => {
    const ipAddress = '203.0.113.77';
    await makeActivity(server, [{ resourceId: 'masked', ipAddress }, { resourceId: 'other' }]);
    const [owners, viewers] = [await operators('owner', 5), await operators('viewer', 5)];
    const ask = async (as: Credential, resourceId: string): Promise<string | null | undefined> => {
      const { body } = await read(as, { resourceId });
      expect(body.items).toMatchObject([{ resourceId }]);
      return body.items[0]?.ipAddress;
    };
    const askAll = (all: readonly Credential[], resourceId: string) =>
      Promise.all(all.map((as) => ask(as, resourceId)));
    const [seen, masked] = await Promise.all([
      askAll(owners, 'masked'),
      askAll(viewers, 'masked'),
      askAll(owners, 'other'),
      askAll(viewers, 'other'),
    ]);
    expect(new Set(seen)).toEqual(new Set([ipAddress]));
    expect(new Set(masked)).not.toContain(ipAddress);
  });

  it('are each who they are: a session that has ended does not ride along', async () => {
    const [ended, ...others] = await operators('viewer', 6);
    if (!ended) throw new Error('nobody was made');
    await server.inject('DELETE /api/v1/session', { as: ended });
    const answers = await Promise.all([...others, ended].map((as) => read(as)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 401]);
  });

  it('are refused alike when they ask for what does not exist', async () => {
    const watchers = await operators('viewer', 5);
    const answers = await Promise.all(watchers.map((as) => read(as, { cursor: 'made-up' })));
    expect(new Set(answers.map(({ error }) => error?.code))).toEqual(new Set(['invalid_cursor']));
    expect(new Set(answers.map(({ error }) => error?.requestId)).size).toBe(5);
  });
});
