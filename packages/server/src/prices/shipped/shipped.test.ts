import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAudit } from '../../../test/read-audit.ts';
import { startTestServer, type TestServer } from '../../../test/server.ts';
import { toPriceBook } from '../book/to-price-book.ts';
import { readPriceRows, toGivenPrice } from '../prices.store.ts';
import { ensureShippedPrices } from './ensure-shipped-prices.ts';
import { shippedOn, shippedPrices } from './shipped-prices.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const load = (): Promise<void> => ensureShippedPrices(server.db, server.clock);
const idsIn = async (): Promise<string[]> => (await readPriceRows(server.db)).map(({ id }) => id);

describe('the prices that are shipped', () => {
  it('leave alone what somebody set before, and are loaded once', async () => {
    const owner = await server.operator('owner');
    const mine = await server.inject('POST /api/v1/prices', {
      as: owner,
      body: { provider: 'openai', modelPattern: 'o3', inputUsd: '1', outputUsd: '1' },
    });
    expect(mine.status).toBe(201);
    await load();
    const ids = await idsIn();
    const lines = new Set(
      shippedPrices().map(({ price }) => `${price.provider} ${price.modelPattern}`),
    );
    expect(ids.length).toBeGreaterThan(lines.size - 1);
    const { rows } = await server.owner.query(
      `select origin from model_prices where provider = 'openai' and model_pattern = 'o3'`,
    );
    expect(rows).toEqual([{ origin: 'operator' }]);
    await load();
    expect(await idsIn()).toEqual(ids);
    expect(await readAudit(server, 'price.shipped_set_loaded')).toMatchObject([
      { actor_kind: 'system', after: { setOf: shippedOn, added: ids.length - 1 } },
    ]);
  });

  it('do not come back after they were ended', async () => {
    const owner = await server.operator('owner');
    const { body } = await server.inject('GET /api/v1/prices', {
      as: owner,
      query: { q: 'gpt-4.1-nano' },
    });
    const [listed] = body.items;
    const ended = await server.inject(`POST /api/v1/prices/${listed.id}/end`, {
      as: owner,
      body: {},
    });
    expect(ended.body).toMatchObject({ state: 'ended', origin: 'shipped' });
    await server.owner.query(
      `update settings set value = '"2000-01-01"' where key = 'shipped_prices'`,
    );
    await load();
    const again = await server.inject('GET /api/v1/prices', {
      as: owner,
      query: { q: 'gpt-4.1-nano' },
    });
    expect(
      again.body.items.map(({ id, state }: { id: string; state: string }) => [id, state]),
    ).toContainEqual([listed.id, 'ended']);
    expect(
      again.body.items.filter((item: { provider: string }) => item.provider === listed.provider),
    ).toHaveLength(1);
  });

  it.each([
    ['openai', 'gpt-4o-mini-2024-07-18', '0.15000000'],
    ['azure', 'gpt-4.1', '2.00000000'],
    ['anthropic', 'claude-haiku-4-5-20251001', '1.00000000'],
    ['gcp.vertex_ai', 'claude-opus-4-1@20250805', '15.00000000'],
    ['aws.bedrock', 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0', '3.00000000'],
    ['google.generative-ai', 'gemini-2.0-flash-001', '0.10000000'],
    ['mistral_ai', 'mistral-large-latest', '0.50000000'],
    ['x_ai', 'grok-4-fast-reasoning', '0.20000000'],
    ['ollama', 'llama3.3:70b', '0.00000000'],
  ])('know what %s asks for %s', async (provider, model, inputUsd) => {
    const rows = await readPriceRows(server.db);
    const found = toPriceBook(rows.map(toGivenPrice)).find(
      provider,
      model,
      server.clock.now().getTime(),
    );
    expect(rows.find(({ id }) => id === found?.id)?.input_usd).toBe(inputUsd);
  });
});
