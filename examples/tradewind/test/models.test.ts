import { createTaffrail } from '@taffrail/node';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LlmOutcome } from '../src/llm/plan.ts';
import { atOnce } from './llm-stage.ts';
import { signUp, type SignedUp } from './sign-up.ts';
import { startProduct, type Product } from './start-product.ts';

let product: Product;
let owner: SignedUp;
/** Used up one a call; then all is answered at once. */
const outcomes: LlmOutcome[] = [];

beforeAll(async () => {
  product = await startProduct(() => outcomes.shift() ?? atOnce);
});
beforeEach(async () => {
  owner = await signUp(product);
  await product.ask('PUT /api/subscription', { token: owner.token, body: { plan: 'pro' } });
});
afterAll(() => product.close());

const ask = async (route: string, body?: unknown, params = {}) => {
  const answer = await product.ask(route, { token: owner.token, body, params });
  expect(answer.status).toBeLessThan(300);
  return answer.body;
};

const ended = async (route: string, id: string): Promise<void> => {
  const state = async () => (await ask(route, undefined, { id })).state;
  await expect.poll(state, { timeout: 10_000 }).not.toBe('running');
};

const discover = async (keyword = 'olive oil'): Promise<string> => {
  const { id } = await ask('POST /api/discoveries', { keyword, country: 'DE', industry: 'food' });
  await ended('GET /api/discoveries/:id', id);
  return id;
};

const stored = async (query: string, id: string) =>
  (await product.console.owner.query(query, [id])).rows;

/** Once the run itself has arrived, all before it has. */
const stagesOf = async (id: string) => {
  const runs = () => stored('select status from pipeline_runs where id = $1', id);
  await expect.poll(runs, { timeout: 10_000 }).toEqual([{ status: 'succeeded' }]);
  return stored(
    `select stage, status, reason, error_type as "errorType", trace_id as "traceId"
     from stage_executions where run_id = $1 order by position`,
    id,
  );
};

const jobsOf = (organizationId: string) =>
  stored(
    `select provider, model, operation, route, status, error_type as "errorType",
       trace_id as "traceId", user_id as "userId"
     from ai_job_runs where organization_id = $1 order by created_at, id`,
    organizationId,
  );

const statesOf = (stages: readonly { stage: string; status: string }[]) =>
  stages.map(({ stage, status }) => [stage, status]);

describe('a discovery', () => {
  it('is ranked by models, and all of it is one thread', async () => {
    const id = await discover();
    const stages = await stagesOf(id);
    expect(statesOf(stages)).toEqual([
      ['search', 'succeeded'],
      ['match', 'succeeded'],
      ['rank', 'succeeded'],
    ]);
    const jobs = await jobsOf(owner.organizationId);
    const shared = { route: 'discovery', status: 'succeeded', userId: owner.userId };
    expect(jobs).toMatchObject([
      { ...shared, provider: 'tradewind', operation: 'embeddings' },
      { ...shared, provider: 'openai', operation: 'chat' },
    ]);
    const traces = new Set([...stages, ...jobs].map(({ traceId }) => traceId));
    expect(traces.size).toBe(1);
    const { items } = await ask('GET /api/companies');
    const ranks = items.map((company: { rank: number }) => company.rank);
    expect(ranks.toSorted((a: number, b: number) => a - b)).toEqual(
      Array.from({ length: items.length }, (_, index) => index + 1),
    );
  });

  it('is scored when somebody makes a lead of what it found', async () => {
    const id = await discover();
    const { items } = await ask('GET /api/companies');
    const first = items.find(({ rank }: { rank: number }) => rank === 1);
    await ask('POST /api/leads', { companyId: first.id });
    const accuracy = () =>
      stored(
        `select accuracy::float from stage_executions where run_id = $1 and stage = 'rank'`,
        id,
      );
    await expect.poll(accuracy, { timeout: 10_000 }).toEqual([{ accuracy: 1 }]);
    const [lead] = await stored(
      `select metadata from activity_log where organization_id = $1 and action = 'lead.created'`,
      owner.organizationId,
    );
    expect(lead.metadata).toMatchObject({ keyword: 'olive oil', country: 'DE', industry: 'food' });
  });

  it('is worth having without models, which is told of each call', async () => {
    outcomes.push(...Array.from({ length: 4 }, () => ({ is: 'failed' }) as const));
    const id = await discover('spices');
    const stages = await stagesOf(id);
    expect(statesOf(stages)).toEqual([
      ['search', 'succeeded'],
      ['match', 'failed'],
      ['rank', 'failed'],
    ]);
    expect(stages[2].errorType).toBe('AI_RetryError');
    const jobs = await jobsOf(owner.organizationId);
    expect(jobs.map(({ errorType }) => errorType)).toEqual(Array(4).fill('AI_APICallError'));
    const { items } = await ask('GET /api/companies');
    expect(items.map(({ rank }: { rank: number | null }) => rank)).toContain(null);
  });
});

describe('a budget of the console', () => {
  const call = { provider: 'tradewind', model: 'bge-m3', route: 'discovery' };

  it('holds who has spent it, and nobody else', async () => {
    const { console, consoleUrl: url, ingestKey: key } = product;
    const { organizationId } = owner;
    const taffrail = createTaffrail({ url, key });
    taffrail.aiJob({ ...call, session: owner }, (job) => job.usage({ costUsd: '2.50' }));
    await taffrail.flush();
    const operator = await console.operator('owner');
    const body = { scope: 'organization', value: organizationId, period: 'month', hardUsd: '2' };
    await console.inject('POST /api/v1/budgets', { as: operator, body });
    // What is told of budgets is kept for some seconds.
    console.clock.advance({ seconds: 10 });
    const answer = () => taffrail.guard(owner, { route: 'discovery' });
    await expect.poll(answer, { timeout: 10_000 }).toMatchObject({
      allowed: false,
      state: 'hard',
      budget: { scope: 'organization', value: organizationId, spentUsd: '2.50000000' },
    });
    expect(taffrail.guard({ organizationId: 'somebody else' })).toMatchObject({ state: 'within' });
    await taffrail.close();
  });
});

describe('a headhunt', () => {
  it('is ranked and begun by models, streamed, and scored by whom one looks at', async () => {
    await discover();
    const { items } = await ask('GET /api/companies');
    const hunt = async (companyId: string) => {
      const { id } = await ask('POST /api/headhunts', { companyId, position: 'Import Manager' });
      await ended('GET /api/headhunts/:id', id);
      const people = await ask('GET /api/companies/:id/contacts', undefined, { id: companyId });
      return { id, people: people.items };
    };
    let hunted = { id: '', people: [] as { id: string; rank: number }[] };
    for (const { id } of items) if (hunted.people.length === 0) hunted = await hunt(id);
    const states = statesOf(await stagesOf(hunted.id));
    expect(states).toEqual(['search', 'rank', 'enrich'].map((stage) => [stage, 'succeeded']));
    const best = hunted.people.find(({ rank }) => rank === 1);
    const contact = await ask('GET /api/contacts/:id', undefined, { id: best?.id });
    expect(contact.opening).toMatch(/\w \w/);
    const scores = () =>
      stored('select stage, value::float from scores where run_id = $1', hunted.id);
    await expect.poll(scores, { timeout: 10_000 }).toEqual([{ stage: 'rank', value: 1 }]);
    const jobs = await jobsOf(owner.organizationId);
    expect(jobs.slice(-2)).toMatchObject([
      { provider: 'anthropic', route: 'headhunt' },
      { provider: 'anthropic', route: 'headhunt' },
    ]);
  });
});
