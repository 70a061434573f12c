import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeActivity } from '../../test/make.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { createDatabase } from '../platform/db/database.ts';
import { createLogger } from '../platform/log.ts';
import { createDashboard } from './dashboard.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-21T12:00:00Z' });
});
afterAll(() => server.close());

it('gives a costly answer again until what it is made of has changed', async () => {
  // Between two looks at the clock a second goes by: what is read is costly.
  const clock = {
    now: (): Date => {
      server.clock.advance({ seconds: 1 });
      return server.clock.now();
    },
  };
  let changedAt = Number.NEGATIVE_INFINITY;
  const { showActivity } = createDashboard(
    {
      db: createDatabase(server.owner),
      clock,
      log: createLogger({ level: 'silent' }),
      reportingTimeZone: 'UTC',
    },
    { activity: () => changedAt },
  );
  const actions = async (): Promise<number | undefined> =>
    (await showActivity('1d')).kpis.find(({ metric }) => metric === 'actions')?.value;
  const act = () => makeActivity(server, [{ createdAt: new Date('2026-11-21T11:00:00Z') }]);

  await act();
  expect(await actions()).toBe(1);
  await act();
  expect(await actions()).toBe(1);
  changedAt = server.clock.now().getTime();
  expect(await actions()).toBe(2);
});
