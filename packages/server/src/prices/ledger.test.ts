import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { findUsageDrift } from '../../test/figures/usage-drift.ts';
import { sendBatch } from '../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

/** As somebody would set them, in US dollars for a million tokens. */
const book = [
  // 15 November: the price falls in mid-month.
  {
    provider: 'openai',
    modelPattern: 'gpt-4o',
    effectiveFrom: '2026-01-01T00:00:00Z',
    inputUsd: '2.5',
    outputUsd: '10',
    cachedReadUsd: '1.25',
  },
  {
    provider: 'openai',
    modelPattern: 'gpt-4o',
    effectiveFrom: '2026-11-15T00:00:00Z',
    inputUsd: '2',
    outputUsd: '8',
    cachedReadUsd: '1',
  },
  {
    provider: 'anthropic',
    modelPattern: 'claude-sonnet-4-5',
    effectiveFrom: '2026-01-01T00:00:00Z',
    inputUsd: '3',
    outputUsd: '15',
    cachedReadUsd: '0.3',
    cachedWriteUsd: '3.75',
    tiers: [
      {
        aboveInputTokens: 200_000,
        inputUsd: '6',
        outputUsd: '22.5',
        cachedReadUsd: '0.6',
        cachedWriteUsd: '7.5',
      },
    ],
  },
  {
    provider: 'gemini',
    modelPattern: 'gemini-2.5-pro',
    effectiveFrom: '2026-01-01T00:00:00Z',
    inputUsd: '1.25',
    outputUsd: '10',
    cachedReadUsd: '0.125',
    tiers: [{ aboveInputTokens: 200_000, inputUsd: '2.5', outputUsd: '15' }],
  },
  {
    provider: 'deepseek',
    modelPattern: 'deepseek-v4-pro',
    effectiveFrom: '2026-01-01T00:00:00Z',
    inputUsd: '0.435',
    outputUsd: '0.87',
    cachedReadUsd: '0.003625',
  },
  {
    provider: 'acme',
    modelPattern: 'thinker-*',
    effectiveFrom: '2026-01-01T00:00:00Z',
    inputUsd: '1',
    outputUsd: '4',
    reasoningUsd: '6',
  },
  {
    provider: '*',
    modelPattern: 'text-embedding-3-small',
    effectiveFrom: '2026-01-01T00:00:00Z',
    inputUsd: '0.02',
    outputUsd: '0',
  },
  {
    provider: 'ollama',
    modelPattern: '*',
    effectiveFrom: '2026-01-01T00:00:00Z',
    inputUsd: '0',
    outputUsd: '0',
  },
];

const ledger = [
  {
    what: 'the last moment of the old price: 1,234 × 2.5 + 567 × 10',
    job: { at: '2026-11-14T23:59:59.999Z', inputTokens: 1_234, outputTokens: 567 },
    costUsd: '0.00875500',
  },
  {
    what: 'the first moment of the new one: 1,234 × 2 + 567 × 8',
    job: { at: '2026-11-15T00:00:00.000Z', inputTokens: 1_234, outputTokens: 567 },
    costUsd: '0.00700400',
  },
  {
    what: 'a dated name, most of its input from a cache: 2,320 × 2.5 + 7,680 × 1.25 + 321 × 10',
    job: {
      at: '2026-11-10T12:00:00Z',
      model: 'gpt-4o-2024-08-06',
      inputTokens: 10_000,
      cachedReadTokens: 7_680,
      outputTokens: 321,
    },
    costUsd: '0.01861000',
  },
  {
    what: 'exactly at the limit of a tier: 30,000 × 3 + 150,000 × 0.3 + 20,000 × 3.75 + 1,000 × 15',
    job: {
      provider: 'anthropic',
      model: 'claude-sonnet-4-5-20250929',
      inputTokens: 200_000,
      cachedReadTokens: 150_000,
      cachedWriteTokens: 20_000,
      outputTokens: 1_000,
    },
    costUsd: '0.22500000',
  },
  {
    what: 'one token above it: 30,001 × 6 + 150,000 × 0.6 + 20,000 × 7.5 + 1,000 × 22.5',
    job: {
      provider: 'anthropic',
      model: 'claude-sonnet-4-5-20250929',
      inputTokens: 200_001,
      cachedReadTokens: 150_000,
      cachedWriteTokens: 20_000,
      outputTokens: 1_000,
    },
    costUsd: '0.44250600',
  },
  {
    what: 'reasoning without a price of its own is output: 250,000 × 2.5 + 2,000 × 15',
    job: {
      provider: 'gcp.gemini',
      model: 'models/gemini-2.5-pro',
      inputTokens: 250_000,
      outputTokens: 2_000,
      reasoningTokens: 500,
    },
    costUsd: '0.65500000',
  },
  {
    what: 'rounded once, half up: 667 × 1.25 + 333 × 0.125 + 7 × 10 = 945.375',
    job: {
      provider: 'google.generative-ai',
      model: 'gemini-2.5-pro',
      inputTokens: 1_000,
      cachedReadTokens: 333,
      outputTokens: 7,
    },
    costUsd: '0.00094538',
  },
  {
    what: 'small rates and large counts: 559 × 0.435 + 999,424 × 0.003625 + 3 × 0.87 = 3,868.687',
    job: {
      provider: 'deepseek',
      model: 'deepseek-v4-pro',
      inputTokens: 999_983,
      cachedReadTokens: 999_424,
      outputTokens: 3,
    },
    costUsd: '0.00386869',
  },
  {
    what: 'reasoning with a price of its own: 100 × 1 + 100 × 4 + 800 × 6',
    job: {
      provider: 'acme',
      model: 'thinker-2',
      inputTokens: 100,
      outputTokens: 900,
      reasoningTokens: 800,
    },
    costUsd: '0.00530000',
  },
  {
    what: 'embeddings, of any provider: 8,191 × 0.02',
    job: { provider: 'azure', model: 'text-embedding-3-small', inputTokens: 8_191 },
    costUsd: '0.00016382',
  },
  {
    what: 'a single token: 0.02 of a millionth',
    job: { provider: 'openai', model: 'text-embedding-3-small', inputTokens: 1 },
    costUsd: '0.00000002',
  },
  {
    what: 'what costs nothing, which is known',
    job: { provider: 'ollama', model: 'llama3.3:70b', inputTokens: 5_000, outputTokens: 900 },
    costUsd: '0.00000000',
  },
  {
    what: 'a model that nobody priced, which is not nothing',
    job: { provider: 'acme', model: 'secret-1', inputTokens: 1_000, outputTokens: 100 },
    costUsd: null,
  },
  {
    what: 'a call that succeeded and whose tokens nobody counted',
    job: { provider: 'openai', model: 'gpt-4o' },
    costUsd: null,
  },
  {
    what: 'a call that failed and used nothing',
    job: { provider: 'openai', model: 'gpt-4o', status: 'failed', errorType: 'rate_limit' },
    costUsd: '0.00000000',
  },
  {
    what: 'what was reported, whatever the book says',
    job: { inputTokens: 1_234, outputTokens: 567, costUsd: '0.00123456' },
    costUsd: '0.00123456',
    costSource: 'reported',
  },
] as const;

/** Of the column, by hand: what is unknown adds nothing. */
const sum = '1.36838747';

let server: TestServer;
let key: Credential;
let owner: Credential;

beforeAll(async () => {
  server = await startTestServer();
  key = await server.ingestKey();
  owner = await server.operator('owner');
  for (const price of book) {
    const { status } = await server.inject('POST /api/v1/prices', { as: owner, body: price });
    expect(status).toBe(201);
  }
  const records = ledger.map(({ job }, index) => {
    const { at = '2026-11-20T12:00:00Z', ...told } = { at: undefined, ...job };
    return {
      kind: 'ai_job',
      id: `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`,
      createdAt: at,
      provider: 'openai',
      model: 'gpt-4o',
      latencyMs: 100,
      status: 'succeeded',
      route: '/discover',
      ...told,
    };
  });
  const answer = await sendBatch(server, key, records);
  expect(answer.body).toMatchObject({ accepted: ledger.length, rejected: [] });
});
afterAll(() => server.close());

describe('what jobs cost', () => {
  it.each(ledger.map((line, index) => ({ ...line, index })))('$what', async (line) => {
    const id = `00000000-0000-7000-8000-${String(line.index).padStart(12, '0')}`;
    const { rows } = await server.owner.query(
      'select cost_usd, cost_source, price_id is not null as "hasPrice" from ai_job_runs where id = $1',
      [id],
    );
    const priced = line.costUsd === null ? 'unpriced' : 'priced';
    const source = 'costSource' in line ? line.costSource : priced;
    expect(rows).toEqual([
      { cost_usd: line.costUsd, cost_source: source, hasPrice: source === 'priced' },
    ]);
  });

  it('adds up to what the ledger says, in the rows and in each rollup', async () => {
    const tables = [
      'ai_job_runs',
      'usage_daily',
      'usage_totals_daily',
      'usage_organizations_daily',
    ];
    for (const table of tables) {
      const { rows } = await server.owner.query(`select sum(cost_usd)::text as sum from ${table}`);
      expect(rows, table).toEqual([{ sum }]);
    }
    expect(await findUsageDrift(server.owner, new Date(0))).toEqual([]);
  });
});
