import type { Price, PriceImportPreview } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import sample from './litellm/litellm-sample.json' with { type: 'json' };
import { readAudit } from '../../test/read-audit.ts';
import { sendBatch } from '../../test/send-batch.ts';
import { startTestServer, type InjectOptions, type TestServer } from '../../test/server.ts';

let server: TestServer;
let owner: Credential;
beforeAll(async () => {
  server = await startTestServer();
  owner = await server.operator('owner');
});
afterAll(() => server.close());

const given = { provider: 'openai', modelPattern: 'gpt-9', inputUsd: '2.50', outputUsd: '10' };
const set = (body: object, as: Credential = owner) =>
  server.inject('POST /api/v1/prices', { as, body: { ...given, ...body } });
const list = async (query: NonNullable<InjectOptions['query']> = {}): Promise<Price[]> =>
  (await server.inject('GET /api/v1/prices', { as: owner, query })).body.items;
const end = (id: string, body: object = {}, as: Credential = owner) =>
  server.inject(`POST /api/v1/prices/${id}/end`, { as, body });

describe('POST /api/v1/prices', () => {
  it('needs somebody who may, and a price', async () => {
    const route = 'POST /api/v1/prices';
    expect((await server.inject(route, { body: given })).status).toBe(401);
    for (const role of ['operator', 'support', 'viewer'] as const)
      expect((await set({}, await server.operator(role))).error?.details).toMatchObject({
        permission: 'prices.manage',
      });
    const wrong = [
      { inputUsd: '-1' },
      { inputUsd: '0.123456789' },
      { outputUsd: '' },
      { provider: ' ' },
      { modelPattern: 'a\u0000' },
      { tiers: [{ aboveInputTokens: 0, inputUsd: '1', outputUsd: '1' }] },
      {
        tiers: Array.from({ length: 2 }, () => ({
          aboveInputTokens: 9,
          inputUsd: '1',
          outputUsd: '1',
        })),
      },
    ];
    for (const body of wrong) expect((await set(body)).status, JSON.stringify(body)).toBe(400);
    expect(await list({ q: 'gpt-9' })).toEqual([]);
  });

  it('is in force from now on, or from the date that it is given', async () => {
    const finance = await server.operator('finance');
    const { status, body } = await set(
      { provider: 'OpenAI.responses', source: 'Contract' },
      finance,
    );
    expect(status).toBe(201);
    expect(body).toMatchObject({
      provider: 'openai',
      modelPattern: 'gpt-9',
      effectiveFrom: '2026-11-21T10:00:00.000Z',
      effectiveTo: null,
      inputUsd: '2.5',
      outputUsd: '10',
      cachedReadUsd: null,
      origin: 'operator',
      source: 'Contract',
      state: 'in_force',
    });
    server.clock.advance({ seconds: 1 });
    const later = await set({ effectiveFrom: '2026-12-01T00:00:00Z', inputUsd: '2' });
    expect(later.body.state).toBe('upcoming');
    expect((await list({ q: 'gpt-9' })).map(({ state, inputUsd }) => [state, inputUsd])).toEqual([
      ['in_force', '2.5'],
      ['upcoming', '2'],
    ]);
    expect(await readAudit(server, 'price.set')).toMatchObject([
      { before: null, after: { inputUsd: '2.5' } },
      {
        before: { inputUsd: '2.5' },
        after: { inputUsd: '2', effectiveFrom: '2026-12-01T00:00:00.000Z' },
      },
    ]);
  });

  it('takes the place of one of the same moment, which is kept', async () => {
    const at = { modelPattern: 'slip', effectiveFrom: '2026-06-01T00:00:00Z' };
    const first = await set({ ...at, inputUsd: '25' });
    const second = await set({ ...at, inputUsd: '2.5' });
    expect((await list({ q: 'slip' })).map(({ id }) => id)).toEqual([second.body.id]);
    expect((await list({ q: 'slip', state: 'superseded' })).map(({ id }) => id)).toEqual([
      first.body.id,
    ]);
    expect((await end(first.body.id)).status).toBe(409);
  });
});

describe('POST /api/v1/prices/:id/end', () => {
  it('needs somebody who may, and a price that is there', async () => {
    const nowhere = '01900000-0000-7000-8000-000000000001';
    expect((await end(nowhere)).status).toBe(404);
    expect((await end(nowhere, {}, await server.operator('viewer'))).status).toBe(403);
  });

  it('ends what holds, and withdraws what is still to come', async () => {
    const { body: held } = await set({ modelPattern: 'short-lived' });
    const { body: coming } = await set({
      modelPattern: 'short-lived',
      effectiveFrom: '2027-01-01T00:00:00Z',
    });
    expect((await end(held.id, { at: '2027-02-01T00:00:00Z' })).error?.code).toBe('conflict');
    expect((await end(coming.id)).body.state).toBe('superseded');
    server.clock.advance({ minutes: 1 });
    expect((await end(held.id)).body).toMatchObject({
      state: 'ended',
      effectiveTo: server.clock.now().toISOString(),
    });
    expect((await list({ q: 'short-lived' })).map(({ state }) => state)).toEqual(['ended']);
    expect(await readAudit(server, 'price.withdrawn')).toHaveLength(1);
    expect(await readAudit(server, 'price.ended')).toMatchObject([{ target_id: held.id }]);
  });
});

describe('GET /api/v1/prices', () => {
  it('needs somebody who may, and a cursor of its own', async () => {
    const route = 'GET /api/v1/prices';
    expect((await server.inject(route)).status).toBe(401);
    expect((await server.inject(route, { as: await server.operator('support') })).status).toBe(403);
    const wrong = await server.inject(route, { as: owner, query: { cursor: 'abc' } });
    expect(wrong.error?.code).toBe('invalid_cursor');
  });

  it('lists page by page, each price once', async () => {
    for (const letter of ['c', 'a', 'b', 'e', 'd'])
      await set({ provider: 'paged', modelPattern: `model-${letter}` });
    const names: string[] = [];
    let cursor: string | null = null;
    do {
      const query = { q: 'paged', limit: 2, ...(cursor !== null && { cursor }) };
      const { body } = await server.inject('GET /api/v1/prices', { as: owner, query });
      names.push(...body.items.map(({ modelPattern }: Price) => modelPattern));
      cursor = body.nextCursor;
    } while (cursor !== null);
    expect(names).toEqual(['model-a', 'model-b', 'model-c', 'model-d', 'model-e']);
  });
});

describe('GET /api/v1/prices/export', () => {
  it('gives the same as CSV, and is in the audit log', async () => {
    const route = 'GET /api/v1/prices/export';
    expect((await server.inject(route)).status).toBe(401);
    expect((await server.inject(route, { as: await server.operator('support') })).status).toBe(403);
    const tiers = [{ aboveInputTokens: 9, inputUsd: '3', outputUsd: '4' }];
    await set({ provider: 'csv', modelPattern: 'a-1', source: '=1+1', tiers });
    await set({ provider: 'csv', modelPattern: 'b-1', reasoningUsd: '5' });
    const answer = await server.inject(route, { as: owner, query: { q: 'csv' } });
    expect(answer.headers['content-type']).toContain('text/csv');
    const [header, first, second, ...others] = answer.text.split('\r\n');
    expect(header).toMatch(/^provider,model,state,effectiveFrom,effectiveTo,inputUsdPerMillion,/);
    expect(first).toMatch(
      /^csv,a-1,in_force,2026-.*,2\.5,10,,,,"\[\{.*""aboveInputTokens"":9\}\]",operator,'=1\+1$/,
    );
    expect(second).toMatch(/^csv,b-1,.*,2\.5,10,,,5,,operator,$/);
    expect(others).toEqual(['']);
    expect(await readAudit(server, 'prices.exported')).toMatchObject([
      { after: { q: 'csv', rows: 2, complete: true } },
    ]);
  });
});

describe('the import of LiteLLM’s list', () => {
  const from = '2026-11-01T00:00:00Z';
  const preview = async (file: object = sample, effectiveFrom = from) =>
    server.inject('POST /api/v1/prices/import/preview', {
      as: owner,
      body: { file, effectiveFrom },
    });
  const take = (previewed: PriceImportPreview, file: object = sample, as: Credential = owner) =>
    server.inject('POST /api/v1/prices/import', {
      as,
      body: { file, effectiveFrom: from, fingerprint: previewed.fingerprint, name: 'sample.json' },
    });

  it('needs somebody who may, and a list', async () => {
    const route = 'POST /api/v1/prices/import/preview';
    expect((await server.inject(route, { body: { file: {}, effectiveFrom: from } })).status).toBe(
      401,
    );
    expect((await preview([])).status).toBe(400);
    const { body } = await preview();
    expect((await take(body, sample, await server.operator('operator'))).status).toBe(403);
  });

  it('shows what it changes, changes that, and leaves alone what somebody set', async () => {
    const mine = {
      provider: 'harbour',
      modelPattern: 'harbour-mini',
      inputUsd: '0.1',
      outputUsd: '0.4',
    };
    await set({ ...mine, effectiveFrom: '2026-01-01T00:00:00Z' });
    const { body: first } = await preview();
    expect(first).toMatchObject({
      effectiveFrom: '2026-11-01T00:00:00.000Z',
      added: 5,
      changed: 0,
      unchanged: 0,
      kept: 1,
      leftOut: { notByToken: 3, unreadable: 2, twice: 1 },
      changes: {
        kept: [
          {
            modelPattern: 'harbour-mini',
            before: { inputUsd: '0.1' },
            after: { inputUsd: '0.15' },
          },
        ],
      },
    });
    expect(await list({ q: 'harbour-large' })).toEqual([]);
    const taken = await take(first);
    expect(taken.body).toEqual(first);
    expect(await list({ q: 'harbour' })).toMatchObject([
      { provider: 'azure', modelPattern: 'harbour-large', origin: 'imported', inputUsd: '3.1' },
      { provider: 'harbour', modelPattern: 'harbour-embed', source: 'sample.json' },
      {
        provider: 'harbour',
        modelPattern: 'harbour-large',
        tiers: [{ aboveInputTokens: 200_000 }],
      },
      { provider: 'harbour', modelPattern: 'harbour-mini', origin: 'operator', inputUsd: '0.1' },
    ]);
    expect(await readAudit(server, 'price.imported')).toMatchObject([
      { target_id: 'sample.json', after: { added: 5, kept: 1 } },
    ]);
    expect((await preview()).body).toMatchObject({ added: 0, changed: 0, unchanged: 5, kept: 1 });
  });

  it('changes what was imported, also of the same moment', async () => {
    const cheaper = structuredClone(sample);
    cheaper['harbour-large'].input_cost_per_token = 2e-6;
    const { body } = await preview(cheaper);
    expect(body).toMatchObject({
      changed: 1,
      changes: { changed: [{ before: { inputUsd: '3' }, after: { inputUsd: '2' } }] },
    });
    await take(body, cheaper);
    const held = await list({ q: 'harbour harbour-large' });
    expect(held.map(({ inputUsd, state }) => [inputUsd, state])).toEqual([['2', 'in_force']]);
  });

  it('does nothing when the book is no longer the one of the preview', async () => {
    const dearer = structuredClone(sample);
    dearer['harbour-large'].output_cost_per_token = 2e-5;
    const { body } = await preview(dearer);
    await set({ provider: 'harbour', modelPattern: 'harbour-large', effectiveFrom: from });
    expect((await take(body, dearer)).error?.code).toBe('conflict');
  });
});

describe('GET /api/v1/prices/unpriced', () => {
  const read = async () =>
    (await server.inject('GET /api/v1/prices/unpriced', { as: owner })).body.items;

  it('names the models whose jobs have no cost, and those whose price has come since', async () => {
    const key = await server.ingestKey();
    const job = (model: string, inputTokens: number) => ({
      kind: 'ai_job',
      createdAt: server.clock.now().toISOString(),
      provider: 'newcomer',
      model,
      inputTokens,
      latencyMs: 5,
      status: 'succeeded',
    });
    await sendBatch(server, key, [job('small', 10), job('large', 900), job('large', 100)]);
    expect(await read()).toMatchObject([
      {
        provider: 'newcomer',
        model: 'large',
        jobs: 2,
        tokens: 1_000,
        lastDay: '2026-11-21',
        hasPriceNow: false,
      },
      { provider: 'newcomer', model: 'small', jobs: 1, tokens: 10 },
    ]);
    await set({ provider: 'newcomer', modelPattern: 'large' });
    await expect
      .poll(async () =>
        (await read()).map(({ hasPriceNow }: { hasPriceNow: boolean }) => hasPriceNow),
      )
      .toEqual([true, false]);
    // What comes from now on has its cost.
    await sendBatch(server, key, [job('large', 1_000_000)]);
    await expect
      .poll(async () => {
        const { rows } = await server.owner.query(
          `select cost_usd from ai_job_runs where model = 'large' order by input_tokens desc limit 1`,
        );
        return rows;
      })
      .toEqual([{ cost_usd: '2.50000000' }]);
  });
});
