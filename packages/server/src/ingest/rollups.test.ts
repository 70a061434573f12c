import { knownActions } from '@taffrail/contract';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { findRollupDrift } from '../../test/figures/rollup-drift.ts';
import { sendBatch } from '../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

/** A zone whose days begin at a quarter, and change their length. */
const timeZone = 'Australia/Lord_Howe';
let server: TestServer;
let key: Credential;
beforeAll(async () => {
  server = await startTestServer({ timeZone });
  key = await server.ingestKey();
});
afterAll(() => server.close());

const pool = fc
  .sample(
    fc.record({
      id: fc.uuid({ version: 7 }),
      organizationId: fc.constantFrom('acme', 'globex', 'initech', undefined),
      userId: fc.constantFrom('u1', 'u2', 'u3', 'u4', undefined),
      action: fc.constantFrom(...knownActions.slice(0, 6), 'user.login', 'user.logout'),
      createdAt: fc
        .date({
          min: new Date('2026-09-28T00:00:00Z'),
          max: new Date('2026-11-21T10:00:00Z'),
          noInvalidDate: true,
        })
        .map((date) => date.toISOString()),
    }),
    { numRuns: 2_000, seed: 42 },
  )
  .map((record) => ({ kind: 'activity', ...record }));

/** Overlapping pieces of the pool, of all sizes, some under a key that another has too. */
const pieces = fc.sample(
  fc.record({
    from: fc.integer({ min: 0, max: pool.length - 1 }),
    size: fc.constantFrom(1, 2, 7, 50, 400),
    idempotencyKey: fc.option(fc.integer({ min: 0, max: 20 }).map(String), { nil: undefined }),
  }),
  { numRuns: 150, seed: 42 },
);

it('equal the raw rows after a load of batches that overlap, repeat and meet each other', async () => {
  const answers = await Promise.all(
    pieces.map(({ from, size, idempotencyKey }) =>
      sendBatch(
        server,
        key,
        pool.slice(from, from + size),
        idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey },
      ),
    ),
  );
  const taken = pieces.filter((_, index) => answers[index]?.status === 200);
  const refused = answers.filter(({ status }) => status !== 200);
  for (const answer of refused) expect(answer.error?.code).toBe('idempotency_conflict');

  const acceptable = ({ organizationId, action }: (typeof pool)[number]) =>
    organizationId !== undefined || action.startsWith('user.');
  const expected = new Set(
    taken
      .flatMap(({ from, size }) => pool.slice(from, from + size))
      .filter(acceptable)
      .map(({ id }) => id),
  );
  const { rows } = await server.owner.query<{ id: string }>('select id from activity_log');
  expect(rows.map(({ id }) => id).sort()).toEqual([...expected].sort());
  expect(rows.length).toBeGreaterThan(1_000);
  expect(await findRollupDrift(server.owner)).toEqual([]);
});
