import { describe, expect, it } from 'vitest';
import { eventually, someTurns } from '../../../test/fake-ports.ts';
import { session, useStage } from '../../../test/stage.ts';

const stage = useStage();

const asOf = '2026-11-21T10:00:00.000Z';
const budget = {
  scope: 'organization',
  value: 'acme',
  period: 'month',
  endsAt: '2999-01-01T00:00:00.000Z',
  spentUsd: '12.50000000',
  softUsd: '10',
  hardUsd: '20',
  state: 'soft',
  onUnknown: 'open',
};
const whole = { ...budget, scope: 'whole', value: null, state: 'within', spentUsd: '1' };

const tell = (budgets: readonly object[], headers = {}): void => {
  stage.server.budgets = { status: 200, headers, body: JSON.stringify({ asOf, budgets }) };
};

/** A client that has heard of the budgets. */
const informed = async (budgets: readonly object[]) => {
  tell(budgets);
  const taffrail = stage.client({ budgets: {} });
  await eventually(() => taffrail.guard(session).asOf !== undefined);
  return taffrail;
};

const nextTime = async (): Promise<void> => {
  const before = stage.server.budgetRequests.length;
  await eventually(() => stage.ports.delays.includes(15_000));
  stage.ports.advance(15_000);
  await eventually(() => stage.server.budgetRequests.length > before);
  await eventually(() => stage.ports.delays.includes(15_000));
};

describe('the guard', () => {
  it('answers before it knows anything, and says so', () => {
    const open = stage.client().guard(session);
    expect(open).toEqual({
      allowed: true,
      state: 'unknown',
      budget: undefined,
      asOf: undefined,
      ageMs: undefined,
    });
    const closed = stage.client({ budgets: { onUnknown: 'closed' } }).guard(session);
    expect(closed).toMatchObject({ allowed: false, state: 'unknown' });
  });

  it('stands on the worst budget that applies', async () => {
    const hard = { ...budget, value: 'globex', state: 'hard' };
    const route = { ...budget, scope: 'route', value: 'headhunt', state: 'hard', spentUsd: '21' };
    const { guard } = await informed([whole, budget, hard, route]);
    expect(guard(session)).toMatchObject({
      allowed: true,
      state: 'soft',
      asOf,
      budget: { scope: 'organization', value: 'acme', spentUsd: '12.50000000' },
    });
    expect(guard({ organizationId: 'globex' })).toMatchObject({ allowed: false, state: 'hard' });
    expect(guard({ organizationId: 'other' })).toMatchObject({ state: 'within', allowed: true });
    expect(guard(session, { route: 'headhunt' })).toMatchObject({
      allowed: false,
      budget: { scope: 'route' },
    });
    expect(guard(null)).toMatchObject({ state: 'within', budget: { scope: 'whole' } });
  });

  it('names, of two that are alike, the one that is nearer to its limit', async () => {
    const nearer = { ...whole, spentUsd: '9' };
    const { guard } = await informed([
      whole,
      { ...budget, state: 'within', spentUsd: '2' },
      nearer,
    ]);
    expect(guard(session).budget).toMatchObject({ spentUsd: '9' });
  });

  it('says that all is well where there is no budget', async () => {
    const { guard } = await informed([]);
    expect(guard(session)).toMatchObject({ allowed: true, state: 'within', budget: undefined });
  });

  it('begins anew when the period of a budget is over', async () => {
    const endsAt = new Date(stage.ports.now() + 60_000).toISOString();
    const { guard } = await informed([{ ...budget, state: 'hard', endsAt }]);
    expect(guard(session).allowed).toBe(false);
    stage.server.budgets = 'hang';
    stage.ports.advance(61_000);
    expect(guard(session)).toMatchObject({ allowed: true, state: 'within' });
  });

  it('hears of changes in the background, and is told only what is new', async () => {
    tell([budget], { etag: '"1"' });
    const { guard } = stage.client({ budgets: {} });
    await eventually(() => guard(session).state === 'soft');
    stage.server.budgets = { status: 304 };
    await nextTime();
    expect(stage.server.budgetRequests.at(-1)).toMatchObject({ 'if-none-match': '"1"' });
    expect(guard(session)).toMatchObject({ state: 'soft', ageMs: 0 });
    tell([{ ...budget, state: 'hard' }]);
    await nextTime();
    expect(guard(session).allowed).toBe(false);
  });

  it.each([
    ['open', true],
    ['closed', false],
  ])(
    'is %s by the rule of the budget when it has heard nothing for long',
    async (rule, allowed) => {
      const { guard } = await informed([whole, { ...budget, onUnknown: rule }]);
      stage.server.budgets = 'hang';
      stage.ports.advance(120_000);
      expect(guard(session)).toMatchObject({ allowed: true, state: 'soft' });
      stage.ports.advance(1);
      expect(guard(session)).toMatchObject({ allowed, state: 'unknown', asOf, ageMs: 120_001 });
    },
  );

  it.each([
    ['an error', { status: 500 }],
    ['no JSON', { status: 200, body: '<html>' }],
    ['null', { status: 200, body: 'null' }],
    ['half of it', { status: 200, body: '{"asOf":"2026-11-21T10:00:00Z"}' }],
    ['a budget without a state', { status: 200, body: `{"asOf":"${asOf}","budgets":[{}]}` }],
    ['a page that is not there', { status: 404 }],
    ['a broken connection', 'reset'],
  ] as const)('keeps what it knew when the console answers %s, and tells', async (_, answer) => {
    const { guard } = await informed([budget]);
    stage.server.budgets = answer;
    await nextTime();
    expect(guard(session)).toMatchObject({ state: 'soft', asOf });
    stage.ports.advance(1_000);
    await someTurns();
    expect(stage.errors.map(({ code }) => code)).toContain('unreachable');
  });

  it('takes any session', async () => {
    const { guard } = await informed([whole]);
    const unreadable = new Proxy(
      {},
      {
        get: () => {
          throw new Error('get');
        },
      },
    );
    expect(guard(unreadable as never)).toMatchObject({ state: 'within' });
    expect(guard(undefined)).toMatchObject({ state: 'within' });
  });

  it('asks nobody where there is no address', async () => {
    const { guard } = stage.client({ url: undefined, budgets: {} });
    stage.ports.advance(60_000);
    await someTurns();
    expect(guard(session)).toMatchObject({ allowed: true, state: 'unknown' });
    expect(stage.errors.map(({ code }) => code)).toEqual(['invalid_options']);
  });

  it('fetches nothing for a product that never asks', async () => {
    stage.client();
    await someTurns();
    expect(stage.server.budgetRequests).toEqual([]);
  });
});
