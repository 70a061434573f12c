import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Credential } from '../../../test/credentials.ts';
import { findPipelineDrift } from '../../../test/figures/pipeline-drift.ts';
import { sendBatch } from '../../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../../test/server.ts';

/** A zone whose days begin at a quarter, and change their length. */
const timeZone = 'Australia/Lord_Howe';
let server: TestServer;
let key: Credential;
beforeAll(async () => {
  server = await startTestServer({ timeZone });
  key = await server.ingestKey();
});
afterAll(() => server.close());

const stages = ['search', 'rank', 'write'] as const;
const ended = ['succeeded', 'failed', 'skipped'] as const;
const at = fc
  .date({
    min: new Date('2026-09-28T00:00:00Z'),
    max: new Date('2026-11-21T09:00:00Z'),
    noInvalidDate: true,
  })
  .map((date) => date.getTime());

const outcome = fc.record({
  status: fc.constantFrom(...ended, 'succeeded', 'succeeded'),
  durationMs: fc.integer({ min: 1, max: 90_000 }),
  errorType: fc.constantFrom('TimeoutError', 'RangeError', undefined),
  attempt: fc.constantFrom(1, 1, 1, 2),
  accuracy: fc.constantFrom(0, 0.25, 1, undefined, undefined),
});

/** A run as a product tells of it, from its begin to scores that come days later. */
const run = fc
  .record({
    id: fc.uuid({ version: 7 }),
    pipeline: fc.constantFrom('discovery', 'headhunt'),
    at,
    outcome,
    endsAtAll: fc.constantFrom(true, true, true, false),
    stages: fc.tuple(outcome, outcome, outcome),
    reached: fc.integer({ min: 0, max: 3 }),
    scores: fc.array(
      fc.record({
        id: fc.uuid({ version: 4 }),
        stage: fc.constantFrom(...stages),
        value: fc.constantFrom(0, 0.123456, 0.5, 1),
        laterMs: fc.integer({ min: 0, max: 100_000 }),
      }),
      { maxLength: 3 },
    ),
  })
  .map((given) => {
    const { id, pipeline } = given;
    const createdAt = new Date(given.at).toISOString();
    const one = { kind: 'pipeline_run', id, pipeline, createdAt };
    const execution = (stage: string, position: number) => ({
      kind: 'stage_execution',
      id: stage,
      runId: id,
      pipeline,
      stage,
      position,
      createdAt: new Date(given.at + position * 1_000).toISOString(),
    });
    return [
      { ...one, status: 'running' },
      ...stages.map((stage, position) => ({ ...execution(stage, position), status: 'pending' })),
      ...stages.slice(0, given.reached).flatMap((stage, position) => [
        { ...execution(stage, position), status: 'running', attempt: 1 },
        { ...execution(stage, position), ...given.stages[position] },
      ]),
      ...(given.endsAtAll ? [{ ...one, ...given.outcome, accuracy: undefined }] : []),
      ...given.scores.map((score) => ({
        kind: 'score',
        id: score.id,
        runId: id,
        stage: score.stage,
        value: score.value,
        createdAt: new Date(given.at + score.laterMs).toISOString(),
      })),
    ];
  });

const told = fc.sample(run, { numRuns: 120, seed: 42 }).flat();

/** All of it in some order, some of it again. */
const shuffled = (seed: number): object[] =>
  fc.sample(
    fc.shuffledSubarray([...told, ...told.slice(0, told.length / 3)], {
      minLength: told.length + Math.floor(told.length / 3),
    }),
    { numRuns: 1, seed },
  )[0] ?? [];

const inPieces = (records: readonly object[], sizes: readonly number[]): object[][] => {
  const pieces: object[][] = [];
  for (let from = 0, n = 0; from < records.length; n += 1) {
    const size = sizes[n % sizes.length] ?? 1;
    pieces.push(records.slice(from, from + size));
    from += size;
  }
  return pieces;
};

const readRows = async () => {
  const { rows: runs } = await server.owner.query(
    `select id, created_at, pipeline, status, attempt, duration_ms, error_type, failed_stages
     from pipeline_runs order by id`,
  );
  const { rows: executions } = await server.owner.query(
    `select run_id, id, created_at, stage, status, attempt, duration_ms, error_type, accuracy
     from stage_executions order by run_id, id`,
  );
  const { rows: scores } = await server.owner.query(
    'select run_id, id, stage, value from scores order by run_id, id',
  );
  return { runs, executions, scores };
};

it('equal the raw rows however what was told came: shuffled, repeated, at the same time, late', async () => {
  const pieces = inPieces(shuffled(1), [1, 7, 2, 50, 3, 120]);
  const answers = await Promise.all(pieces.map((piece) => sendBatch(server, key, piece)));
  for (const { body } of answers) expect(body.rejected).toEqual([]);
  expect(await findPipelineDrift(server.owner, timeZone)).toEqual([]);
  const first = await readRows();
  expect(first.runs.length).toBe(120);
  expect(first.executions.length).toBe(360);

  // Once more, in another order and other pieces: nothing is new.
  for (const piece of inPieces(shuffled(2), [200, 33])) await sendBatch(server, key, piece);
  expect(await readRows()).toEqual(first);
  expect(await findPipelineDrift(server.owner, timeZone)).toEqual([]);
});
