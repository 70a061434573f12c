import type {
  Usage,
  UsageBreakdown,
  UsageFigures,
  UsageGroup,
  UsageMonth,
  QuickUsageRange,
} from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../../test/credentials.ts';
import { dayEdges } from '../../../test/figures/day-edges.ts';
import { sumJobs, type Days } from '../../../test/figures/usage-from-rows.ts';
import { sendBatch } from '../../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../../test/server.ts';

const week = { current: { first: 'today - 6', last: 'today' }, before: 7 };
const ranges: Partial<Record<QuickUsageRange, { current: Days; before: number }>> = {
  '7d': week,
  '30d': { current: { first: 'today - 29', last: 'today' }, before: 30 },
};
const previousOf = ({ current, before }: typeof week): Days => ({
  first: `${current.first} - ${before}`,
  last: `${current.last} - ${before}`,
});

const groups: readonly UsageGroup[] = ['provider', 'model', 'route', 'organization', 'user'];
const hasFailedCost = (group: UsageGroup): boolean => group !== 'organization' && group !== 'user';

/** Without a pattern, but the same every time. */
const makeJobs = (from: number, to: number, count: number): object[] => {
  let seed = Math.floor(from / 1_000) % 2_147_483_648;
  const draw = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  return Array.from({ length: count }, () => ({
    kind: 'ai_job',
    createdAt: new Date(from + draw(10_000) * ((to - from) / 10_000)).toISOString(),
    provider: ['openai', 'anthropic'][draw(2)],
    model: ['small', 'large', 'nobody-prices'][draw(3)],
    ...(draw(5) > 0 && { route: ['/discover', '/headhunt'][draw(2)] }),
    ...(draw(4) > 0 && { organizationId: `organization-${draw(3)}` }),
    ...(draw(3) > 0 && { userId: `user-${draw(9)}` }),
    inputTokens: draw(5_000),
    outputTokens: draw(800),
    latencyMs: 100 + draw(900),
    ...(draw(5) > 0 && { costUsd: `0.${String(draw(99_999_999)).padStart(8, '0')}` }),
    ...(draw(9) === 0 ? { status: 'failed', errorType: 'timeout' } : { status: 'succeeded' }),
  }));
};

describe.each(dayEdges)('usage in %s', (timeZone, ...moments) => {
  let server: TestServer;
  let viewer: Credential;
  let key: Credential;
  const first = Date.parse(moments[0] ?? '');
  const start = first - 70 * 86_400_000;
  let told = start;

  /** Lives on to a moment: the jobs up to it come in, and none of later. */
  const liveTo = async (moment: string): Promise<string> => {
    server.clock.set(moment);
    const now = Date.parse(moment);
    if (now > told) await sendBatch(server, key, makeJobs(told, now, told === start ? 1_500 : 60));
    told = now;
    return moment;
  };
  const read = async <T>(path: string, query: Record<string, string>): Promise<T> => {
    const { status, body } = await server.inject(`GET /api/v1/usage${path}`, { as: viewer, query });
    expect(status).toBe(200);
    return body as T;
  };

  beforeAll(async () => {
    server = await startTestServer({ now: moments[0] ?? '', timeZone });
    viewer = await server.apiKey('viewer');
    key = await server.ingestKey();
  });
  afterAll(() => server.close());

  const sum = async (
    asOf: string,
    days: Days,
    more: { cutDaysAgo?: number; where?: string } = {},
  ): Promise<UsageFigures> => {
    const [row] = await sumJobs(server.owner, { asOf, timeZone }, { days, ...more });
    if (!row) throw new Error('Aggregates always answer.');
    const { subject: _, ...figures } = row;
    return figures;
  };

  describe.each(moments)('at %s', (moment) => {
    it.each(Object.entries(ranges))('has the figures of the rows for %s', async (range, days) => {
      const asOf = await liveTo(moment);
      const usage = await read<Usage>('', { range });
      expect(usage.current).toEqual(await sum(asOf, days.current));
      expect(usage.comparison).toMatchObject({
        compared: await sum(asOf, days.current, { cutDaysAgo: 0 }),
        previous: await sum(asOf, previousOf(days), { cutDaysAgo: days.before }),
      });
      const where = 'organization_id is null';
      const nobodys = await sum(asOf, days.current, { where });
      expect(usage.unattributed).toEqual({ costUsd: nobodys.costUsd, jobs: nobodys.jobs });
      const drawn = usage.bars.flatMap(({ values }) => values).reduce((all, one) => all + one, 0);
      expect(drawn).toBeCloseTo(Number(usage.current.costUsd), 6);
      const before = usage.bars.reduce((all, { previous }) => all + (previous ?? 0), 0);
      expect(before).toBeCloseTo(Number(usage.comparison?.previous.costUsd), 6);
    });

    it.each(groups)('tells apart by %s', async (group) => {
      const asOf = await liveTo(moment);
      const { rows, rest, total } = await read<UsageBreakdown>('/breakdown', {
        range: '7d',
        group,
      });
      const found = rows.map(({ subject, current }) => ({
        subject: [subject.provider, subject.key ?? ''].filter((each) => each !== null).join(' '),
        ...current,
      }));
      const where = group === 'user' ? 'user_id is not null' : 'true';
      const asked = { days: week.current, where };
      const truth = await sumJobs(server.owner, { asOf, timeZone }, asked, group);
      expect(found).toEqual(
        expect.arrayContaining(
          truth.map((row) => (hasFailedCost(group) ? row : { ...row, failedCostUsd: null })),
        ),
      );
      expect(found).toHaveLength(truth.length);
      const usage = await read<Usage>('', { range: '7d', group, measure: 'jobs' });
      const drawn = usage.bars.flatMap(({ values }) => values).reduce((all, one) => all + one, 0);
      expect(drawn).toBe(total.jobs);
      const before = usage.bars.reduce((all, { previous }) => all + (previous ?? 0), 0);
      expect(before).toBe(usage.comparison?.previous.jobs);
      const jobs = found.reduce((all, row) => all + row.jobs, 0) + (rest?.jobs ?? 0);
      expect(jobs).toBe(total.jobs);
      expect(total).toEqual(await sum(asOf, week.current));
    });

    it('knows what this month has cost, and as much of the last', async () => {
      const asOf = await liveTo(moment);
      const month = await read<UsageMonth>('/month', {});
      const days = { first: `date_trunc('month', today)::date`, last: 'today' };
      expect(month.spentUsd).toBe((await sum(asOf, days)).costUsd);
      const spent = month.days.reduce((all, { costUsd }) => all + Number(costUsd), 0);
      expect(spent).toBeCloseTo(Number(month.spentUsd), 6);
      expect(month.forecast?.days).toBe(28);
      expect(Number(month.forecast?.expectedUsd)).toBeGreaterThanOrEqual(Number(month.spentUsd));
    });
  });

  it('keeps to what it is filtered by', async () => {
    const asOf = await liveTo(moments.at(-1) ?? '');
    const { rows } = await server.owner.query<{ id: string }>(
      `select id from organizations where external_id = 'organization-1'`,
    );
    const organizationId = rows[0]?.id ?? '';
    for (const [query, where] of [
      [{ provider: 'openai', model: 'small' }, `provider = 'openai' and model = 'small'`],
      [{ route: 'none' }, `route = ''`],
      [{ organizationId: 'none' }, 'organization_id is null'],
      [
        { organizationId, route: '/discover' },
        `organization_id = '${organizationId}' and route = '/discover'`,
      ],
    ] as const) {
      for (const group of ['provider', 'organization'] as const) {
        const usage = await read<Usage>('', { range: '7d', group, ...query });
        expect(usage.current).toEqual(await sum(asOf, week.current, { where }));
        expect(usage.comparison?.previous).toEqual(
          await sum(asOf, previousOf(week), { where, cutDaysAgo: 7 }),
        );
        const breakdown = await read<UsageBreakdown>('/breakdown', {
          range: '7d',
          group,
          ...query,
        });
        expect(breakdown.rest).toBeNull();
        expect(breakdown.rows.reduce((all, { current }) => all + current.jobs, 0)).toBe(
          usage.current.jobs,
        );
      }
    }
  });
});
