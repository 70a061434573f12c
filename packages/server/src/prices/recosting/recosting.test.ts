import type { Recosting } from '@taffrail/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Credential } from '../../../test/credentials.ts';
import { findUsageDrift } from '../../../test/figures/usage-drift.ts';
import { readAudit } from '../../../test/read-audit.ts';
import { makeJobsDue, runJobs } from '../../../test/run-jobs.ts';
import { sendBatch } from '../../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../../test/server.ts';

let server: TestServer;
let owner: Credential;
beforeAll(async () => {
  server = await startTestServer({ timeZone: 'Europe/Berlin' });
  owner = await server.operator('owner');
});
afterAll(() => server.close());

/** In the order in which costs are asked for. */
const jobs = [
  { model: 'known', createdAt: '2026-10-31T23:30:00Z', inputTokens: 1_000_000, userId: 'u-1' },
  {
    model: 'known',
    createdAt: '2026-11-10T12:00:00Z',
    inputTokens: 2_000_000,
    organizationId: 'o-1',
  },
  { model: 'unknown', createdAt: '2026-11-11T12:00:00Z', inputTokens: 500_000, outputTokens: 10 },
  {
    model: 'known',
    createdAt: '2026-11-12T12:00:00Z',
    inputTokens: 1_000_000,
    status: 'failed',
    errorType: 'timeout',
  },
  { model: 'known', createdAt: '2026-11-13T12:00:00Z', inputTokens: 1_000_000, costUsd: 7 },
  // Too old for hours: it is counted by the day alone.
  { model: 'known', createdAt: '2026-06-20T12:00:00Z', inputTokens: 3_000_000 },
];
const before = ['2.00000000', '4.00000000', null, '2.00000000', '7.00000000', '6.00000000'];
const after = ['3.00000000', '6.00000000', '0.50000000', '3.00000000', '7.00000000', '9.00000000'];
const always = '2026-01-01T00:00:00Z';

/** Of each test: a provider of its own, so that no other test's jobs are looked at. */
let provider: string;
let idsBegin: string;
let tests = 0;
beforeEach(async () => {
  tests += 1;
  provider = `provider-${tests}`;
  idsBegin = `00000000-0000-7000-8${String(tests).padStart(3, '0')}-`;
  server.clock.advance({ minutes: 1 });
  await price({ modelPattern: 'known', effectiveFrom: always, inputUsd: '2', outputUsd: '0' });
  await send(jobs);
});

const price = (body: object) =>
  server.inject('POST /api/v1/prices', { as: owner, body: { provider, ...body } });

const send = async (given: readonly object[], firstId = 0): Promise<void> => {
  const records = given.map((job, index) => ({
    kind: 'ai_job',
    id: `${idsBegin}${String(firstId + index).padStart(12, '0')}`,
    provider,
    latencyMs: 100,
    status: 'succeeded',
    ...job,
  }));
  const answer = await sendBatch(server, await server.ingestKey(), records);
  expect(answer.body).toMatchObject({ accepted: given.length, rejected: [] });
};

const costs = async (): Promise<(string | null)[]> => {
  const { rows } = await server.owner.query(
    'select cost_usd from ai_job_runs where provider = $1 order by id',
    [provider],
  );
  return rows.map((row: { cost_usd: string | null }) => row.cost_usd);
};

/** From now on, and as if it had always been so. */
const reprice = async (): Promise<void> => {
  await price({ modelPattern: 'known', effectiveFrom: always, inputUsd: '3', outputUsd: '0' });
  await price({ modelPattern: 'unknown', effectiveFrom: always, inputUsd: '1', outputUsd: '0' });
};

const range = { from: always, to: '2027-01-01T00:00:00Z' };
const start = (body: object = {}, as: Credential = owner) =>
  server.inject('POST /api/v1/recostings', { as, body: { ...range, provider, ...body } });
const step = (id: string, name: 'apply' | 'take-back' | 'discard') =>
  server.inject(`POST /api/v1/recostings/${id}/${name}`, { as: owner });
const list = async (): Promise<Recosting[]> =>
  (await server.inject('GET /api/v1/recostings', { as: owner })).body.items;
const latest = async (): Promise<Recosting | undefined> => (await list())[0];
/** A preview that is done. */
const preview = async (body: object = {}): Promise<Recosting> => {
  const { body: begun } = await start(body);
  await runJobs(server);
  const shown = await latest();
  expect(shown).toMatchObject({ id: begun.id, state: 'previewed' });
  return shown ?? begun;
};
const drift = () => findUsageDrift(server.owner, new Date('2026-08-24T00:00:00Z'));

describe('costing jobs again', () => {
  it('needs somebody who may, and a range', async () => {
    expect((await server.inject('POST /api/v1/recostings', { body: range })).status).toBe(401);
    expect((await server.inject('GET /api/v1/recostings')).status).toBe(401);
    expect((await start({ from: range.to, to: range.from })).status).toBe(400);
    expect((await start({}, await server.operator('operator'))).status).toBe(403);
    const nowhere = '01900000-0000-7000-8000-000000000001';
    for (const name of ['apply', 'take-back', 'discard'] as const)
      expect((await step(nowhere, name)).status).toBe(404);
  });

  it('shows the difference by month, provider and model, and changes nothing', async () => {
    await reprice();
    expect(await start()).toMatchObject({
      status: 201,
      body: { state: 'previewing', preview: null },
    });
    await runJobs(server);
    expect(await latest()).toMatchObject({
      state: 'previewed',
      done: 5,
      total: 5,
      failure: null,
      preview: {
        jobs: 5,
        fromUsd: '14.00000000',
        toUsd: '21.50000000',
        rowCount: 3,
        rows: [
          // Half past midnight of 1 November in Berlin.
          {
            month: '2026-11',
            model: 'known',
            jobs: 3,
            fromUsd: '8.00000000',
            toUsd: '12.00000000',
          },
          { month: '2026-06', model: 'known', jobs: 1, fromUsd: '6.00000000', toUsd: '9.00000000' },
          {
            month: '2026-11',
            provider,
            model: 'unknown',
            jobs: 1,
            newlyPriced: 1,
            noLongerPriced: 0,
            fromUsd: '0.00000000',
            toUsd: '0.50000000',
          },
        ],
      },
    });
    expect(await costs()).toEqual(before);
    expect(await drift()).toEqual([]);
  });

  it('applies what it showed, moves the rollups with it, and takes it back', async () => {
    await reprice();
    const { id } = await preview();
    expect((await step(id, 'apply')).body).toMatchObject({ state: 'applying', done: 0, total: 5 });
    await runJobs(server);
    expect(await latest()).toMatchObject({ id, state: 'applied', done: 5, total: 5, skipped: 0 });
    expect(await costs()).toEqual(after);
    expect(await drift()).toEqual([]);
    const sources = await server.owner.query(
      `select cost_source, price_id is null as bare
       from ai_job_runs where provider = $1 order by id`,
      [provider],
    );
    expect(sources.rows[2]).toEqual({ cost_source: 'priced', bare: false });
    expect(sources.rows[4]).toEqual({ cost_source: 'reported', bare: true });

    await step(id, 'take-back');
    await runJobs(server);
    expect(await latest()).toMatchObject({ id, state: 'taken_back', done: 5, skipped: 0 });
    expect(await costs()).toEqual(before);
    expect(await drift()).toEqual([]);
    expect((await step(id, 'take-back')).error?.code).toBe('conflict');
    for (const action of ['previewed', 'applied', 'taken_back'])
      expect(await readAudit(server, `recosting.${action}`)).toContainEqual(
        expect.objectContaining({ target_id: id }),
      );
    const { rows } = await server.owner.query(
      'select count(*)::int as left from recosting_changes where recosting_id = $1',
      [id],
    );
    expect(rows).toEqual([{ left: 0 }]);
  });

  it('looks only at the jobs that are asked for', async () => {
    await reprice();
    const asked = { from: '2026-11-01T00:00:00Z', model: 'known' };
    expect((await preview(asked)).preview).toMatchObject({ jobs: 2, rowCount: 1 });
  });

  it('takes the cost from what no price holds for any more', async () => {
    const { body } = await server.inject('GET /api/v1/prices', {
      as: owner,
      query: { q: `${provider} known` },
    });
    await server.inject(`POST /api/v1/prices/${body.items[0].id}/end`, {
      as: owner,
      body: { at: '2026-11-11T00:00:00Z' },
    });
    const { id, preview: shown } = await preview();
    expect(shown).toMatchObject({ rows: [{ jobs: 1, noLongerPriced: 1, toUsd: '0.00000000' }] });
    await step(id, 'apply');
    await runJobs(server);
    expect((await costs())[3]).toBeNull();
    expect(await drift()).toEqual([]);
  });

  it('leaves alone a job that was changed since the preview', async () => {
    await reprice();
    const { id } = await preview();
    const changed = `${idsBegin}${'1'.padStart(12, '0')}`;
    const setCost = (usd: number) =>
      server.owner.query('update ai_job_runs set cost_usd = $2 where id = $1', [changed, usd]);
    await setCost(4.5);
    await step(id, 'apply');
    await runJobs(server);
    expect(await latest()).toMatchObject({ state: 'applied', done: 5, skipped: 1 });
    expect((await costs())[1]).toBe('4.50000000');
    await step(id, 'take-back');
    await runJobs(server);
    expect(await costs()).toEqual(before.with(1, '4.50000000'));
    // The rollups of the other tests' jobs, too, are compared with their rows.
    await setCost(4);
  });

  it('applies nothing by a price book that has changed since', async () => {
    await reprice();
    const { id } = await preview();
    await price({ modelPattern: 'other', inputUsd: '1', outputUsd: '1' });
    expect((await step(id, 'apply')).error?.message).toContain('look again');
    expect((await step(id, 'discard')).body.state).toBe('discarded');
    expect((await step(id, 'apply')).error?.code).toBe('conflict');
    expect(await costs()).toEqual(before);
  });

  it('does one at a time, and can be given up before it is looked at', async () => {
    const { body } = await start();
    expect((await start()).error?.code).toBe('conflict');
    await step(body.id, 'discard');
    server.clock.advance({ minutes: 1 });
    const { preview: shown } = await preview();
    expect((await list()).slice(0, 2).map(({ state }) => state)).toEqual([
      'previewed',
      'discarded',
    ]);
    expect(shown).toEqual({
      jobs: 0,
      fromUsd: '0.00000000',
      toUsd: '0.00000000',
      rows: [],
      rowCount: 0,
    });
  });

  it('is not lost when it is interrupted in the middle', async () => {
    const many = Array.from({ length: 2_500 }, (_, index) => ({
      createdAt: new Date(Date.UTC(2026, 10, 1 + (index % 20), 6)).toISOString(),
      model: 'unknown',
      organizationId: `o-${index % 7}`,
      inputTokens: 1_000 + index,
    }));
    await send(many, jobs.length);
    await reprice();
    const { id } = await preview();
    await step(id, 'apply');
    await server.owner.query(`
      create function stumble() returns trigger language plpgsql as $$ begin
        if new.created_at > '2026-11-15Z' then raise exception 'the disk is full'; end if;
        return new;
      end $$;
      create trigger stumble before update on ai_job_runs
        for each row execute function stumble()`);
    await runJobs(server);
    expect(await latest()).toMatchObject({ state: 'applying', failure: 'the disk is full' });
    expect((await latest())?.done).toBeGreaterThanOrEqual(1_000);
    expect(await drift()).toEqual([]);
    await server.owner.query('drop function stumble cascade');
    await makeJobsDue(server);
    await runJobs(server);
    expect(await latest()).toMatchObject({
      state: 'applied',
      done: 2_505,
      total: 2_505,
      skipped: 0,
      failure: null,
    });
    expect(await drift()).toEqual([]);
    const costOfUnknown = async (): Promise<unknown[]> =>
      (
        await server.owner.query(
          `select sum(cost_usd) from ai_job_runs where provider = $1 and model = 'unknown'`,
          [provider],
        )
      ).rows;
    // 2,500 × 1,000 + (0 + … + 2,499), and the half million of before, at a dollar a million.
    expect(await costOfUnknown()).toEqual([{ sum: '6.12375000' }]);
    // Asked to go on where nothing is left to do, it does nothing twice.
    await server.owner.query(`select graphile_worker.add_job('recost_jobs', $1)`, [
      JSON.stringify({ id }),
    ]);
    await runJobs(server);
    expect(await costOfUnknown()).toEqual([{ sum: '6.12375000' }]);
  });
});
