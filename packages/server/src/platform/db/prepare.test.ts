import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestClock, usualDay } from '../../../test/clock.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { createLogger } from '../log.ts';
import { prepareDatabase } from './prepare.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

it('finds at a later start what the first one made, the time zone too', async () => {
  const { ownerUrl, secret, urls } = database;
  const start = (timeZone: string) =>
    prepareDatabase({
      ownerUrl,
      configured: {},
      secret,
      timeZone,
      partitions: [{ table: 'inbox', every: 'day', keepDays: 30, acceptDays: 0 }],
      clock: new TestClock(usualDay),
      log: createLogger({ level: 'silent' }),
    });
  const first = await start('Asia/Kolkata');
  expect(first).toEqual({ urls, ingestMayCopy: true, reportingTimeZone: 'Asia/Kolkata' });
  expect(await start('Europe/Berlin')).toEqual(first);
});
