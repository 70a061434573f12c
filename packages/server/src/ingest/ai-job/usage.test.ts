import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Credential } from '../../../test/credentials.ts';
import { findUsageDrift } from '../../../test/figures/usage-drift.ts';
import { sendBatch } from '../../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../../test/server.ts';
import { usageHoursFrom } from '../../ai-jobs/ai-jobs.ts';

/** A zone whose days begin at a quarter, and change their length. */
const timeZone = 'Australia/Lord_Howe';
let server: TestServer;
let key: Credential;
beforeAll(async () => {
  server = await startTestServer({ timeZone });
  key = await server.ingestKey();
});
afterAll(() => server.close());

const tokens = fc.integer({ min: 0, max: 3_000 });

const pool = fc
  .sample(
    fc.record({
      id: fc.option(fc.uuid({ version: 7 }), { nil: undefined, freq: 8 }),
      organizationId: fc.constantFrom('acme', 'globex', 'initech', undefined),
      userId: fc.constantFrom('u1', 'u2', 'u3', undefined),
      provider: fc.constantFrom('openai', 'anthropic'),
      model: fc.constantFrom('small', 'large'),
      route: fc.constantFrom('discovery', 'headhunt', undefined),
      inputTokens: fc.integer({ min: 3_000, max: 300_000 }),
      outputTokens: fc.constantFrom(0, 900, 4_000),
      cachedReadTokens: fc.option(fc.integer({ min: 0, max: 2_000 }), { nil: undefined }),
      cachedWriteTokens: fc.constantFrom(0, 1_000),
      costUsd: fc.option(
        tokens.map((n) => (n / 1e7).toFixed(8)),
        { nil: undefined },
      ),
      latencyMs: fc.oneof(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 90_000, noNaN: true }),
      ),
      timeToFirstTokenMs: fc.option(fc.double({ min: 0, max: 2_000, noNaN: true }), {
        nil: undefined,
      }),
      status: fc.constantFrom('succeeded', 'succeeded', 'succeeded', 'failed'),
      errorType: fc.constantFrom('rate_limit', 'timeout', undefined),
      accuracy: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
      // Some are known by their span; two in a hundred share one with another, which came first.
      span: fc.option(fc.integer({ min: 0, max: 20_000 }), { nil: undefined }),
      createdAt: fc
        .date({
          min: new Date('2026-05-26T00:00:00Z'),
          max: new Date('2026-11-21T10:00:00Z'),
          noInvalidDate: true,
        })
        .map((date) => date.toISOString()),
    }),
    { numRuns: 1_200, seed: 42 },
  )
  .map(({ span, ...record }, index) => ({
    kind: 'ai_job',
    ...record,
    // What has neither would count again each time: that is not asked here.
    id: record.id ?? (span === undefined ? `0193f3a0-7c1b-7abc-8def-${index + 1e11}` : undefined),
    ...(span !== undefined && { traceId: `trace-${span % 400}`, spanId: `span-${span}` }),
  }));

/** Overlapping pieces of the pool, of all sizes, in any order. */
const pieces = fc.sample(
  fc.record({
    from: fc.integer({ min: 0, max: pool.length - 1 }),
    size: fc.constantFrom(1, 2, 7, 50, 300),
    isReversed: fc.boolean(),
  }),
  { numRuns: 120, seed: 42 },
);

it('usage equals the jobs after batches that overlap, repeat, are shuffled and meet', async () => {
  const answers = await Promise.all(
    pieces.map(({ from, size, isReversed }) => {
      const records = pool.slice(from, from + size);
      return sendBatch(server, key, isReversed ? records.toReversed() : records);
    }),
  );
  for (const { body } of answers) expect(body.rejected).toEqual([]);

  const sent = new Set(pieces.flatMap(({ from, size }) => pool.slice(from, from + size)));
  const names = new Set(
    [...sent].map(({ id, traceId, spanId }) =>
      spanId === undefined ? id : `${traceId} ${spanId}`,
    ),
  );
  const { rows } = await server.owner.query<{ count: number }>(
    'select count(*) as count from ai_job_runs',
  );
  expect(rows).toEqual([{ count: names.size }]);
  expect(names.size).toBeGreaterThan(500);
  expect(await findUsageDrift(server.owner, usageHoursFrom(server.clock.now()))).toEqual([]);
});
