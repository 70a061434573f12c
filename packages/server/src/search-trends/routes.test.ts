import type { SearchTerms, SearchTrends } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { readAudit } from '../../test/read-audit.ts';
import { sendBatch } from '../../test/send-batch.ts';
import { startTestServer, type InjectOptions, type TestServer } from '../../test/server.ts';

type Query = NonNullable<InjectOptions['query']>;

const path = 'GET /api/v1/search-trends';
const termsPath = 'GET /api/v1/search-trends/terms';
const exportPath = 'GET /api/v1/search-trends/terms/export';

interface Searched {
  readonly keyword: string;
  readonly country?: string;
  readonly industry?: string;
  readonly found?: number | undefined;
  readonly day?: string;
  readonly by?: number;
}

const dayMs = 86_400_000;

/** Each of so many organizations searches for it once; what it found is told, too. */
const searches = (given: Searched & { readonly times: number }): object[] => {
  const { keyword, country = 'DE', industry, found, day = '2026-11-20', times, by = times } = given;
  return Array.from({ length: times }, (_, index) => {
    const createdAt = new Date(Date.parse(`${day}T09:00:00Z`) + index * 1_000).toISOString();
    const metadata = { keyword, country, ...(industry !== undefined && { industry }) };
    const search = {
      kind: 'activity',
      organizationId: `organization-${index % by}`,
      action: 'discovery.started',
      createdAt,
      metadata,
    };
    if (found === undefined) return [search];
    const action = 'discovery.completed';
    return [search, { ...search, action, metadata: { ...metadata, companiesFound: found } }];
  }).flat();
};

const lead = (keyword: string): object => ({
  kind: 'activity',
  organizationId: 'organization-0',
  action: 'lead.created',
  createdAt: '2026-11-20T12:00:00Z',
  metadata: { keyword, country: 'DE' },
});

let server: TestServer;
let owner: Credential;
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-21T10:00:00Z', timeZone: 'Europe/Berlin' });
  owner = await server.operator('owner');
  const key = await server.ingestKey();
  await sendBatch(server, key, [
    // The first search ever lies before all that is compared.
    ...searches({ keyword: 'chemicals', times: 1, day: '2026-09-01' }),
    ...searches({ keyword: 'chemicals', industry: 'Retail', found: 12, times: 30 }),
    ...searches({ keyword: 'Chemicals', country: 'IT', found: 0, times: 6 }),
    ...searches({ keyword: 'chemicals', times: 24, day: '2026-10-16' }),
    ...searches({ keyword: 'textiles', country: 'IT', found: 0, times: 8 }),
    ...searches({ keyword: 'textiles', country: 'IT', times: 40, day: '2026-10-01' }),
    ...searches({ keyword: 'textile', country: 'IT', times: 5 }),
    ...searches({ keyword: 'a secret', times: 4, found: 0 }),
    ...searches({ keyword: 'chemicals', times: 2, day: '2026-11-21' }),
    lead('chemicals'),
    lead('chemicals'),
  ]);
});
afterAll(() => server.close());

const get = async (query: Query = {}, as = owner): Promise<SearchTrends> =>
  (await server.inject(path, { as, query })).body;
const breakdownOf = (trends: SearchTrends, dimension: string) => {
  const found = trends.breakdowns.find((one) => one.dimension === dimension);
  if (!found) throw new Error(`There is no ${dimension}.`);
  return found;
};
const topOf = (trends: SearchTrends, dimension: string): [string, number][] =>
  breakdownOf(trends, dimension).top.map(({ value, figures }) => [value, figures.searches]);

describe(path, () => {
  it('needs a session or a key', async () => {
    expect((await server.inject(path)).status).toBe(401);
  });

  it.each<[string, Query]>([
    ['a range that there is none of', { range: '5d' }],
    ['days that end before they begin', { range: '2026-11-21..2026-11-01' }],
    ['a day that there is none of', { range: '2026-02-30..2026-03-01' }],
    ['more than a year', { range: '2025-11-01..2026-11-21' }],
    ['days that are still to come', { range: '2026-11-22..2026-11-23' }],
    ['a filter without a term', { filter: 'country' }],
    ['a dimension that nobody configured', { filter: 'colour.red' }],
    ['two filters of one dimension', { filter: ['country.de', 'country.it'] }],
    ['more than two filters', { filter: ['country.de', 'keyword.a', 'industry.b'] }],
  ])('refuses %s', async (_, query) => {
    const answer = await server.inject(path, { as: owner, query });
    expect([answer.status, answer.error?.code]).toEqual([400, 'invalid_request']);
  });

  it('is for those who may see what customers search for', async () => {
    const answer = await server.inject(path, { as: await server.operator('finance') });
    expect(answer.error).toMatchObject({
      code: 'forbidden',
      details: { permission: 'search_trends.read' },
    });
    expect((await server.inject(path, { as: await server.operator('viewer') })).status).toBe(200);
  });

  it('says which days it is of, and what they are compared with', async () => {
    expect(await get()).toMatchObject({
      since: '2026-09-01',
      range: {
        from: '2026-10-23',
        to: '2026-11-21',
        comparedTo: '2026-11-20',
        beforeFrom: '2026-09-18',
        beforeTo: '2026-10-16',
      },
    });
  });

  it('has the figures of written days, day by day', async () => {
    const rows = await server.owner.query<{ day: string; searches: number }>(
      `select (created_at at time zone 'Europe/Berlin')::date as day, count(*)::int as searches
       from activity_log where action = 'discovery.started' group by 1`,
    );
    const searches = new Map(rows.rows.map((row) => [row.day, row.searches]));
    const shown = await get({ range: '2026-10-01..2026-10-16' });
    expect(shown.range).toMatchObject({
      from: '2026-10-01',
      to: '2026-10-16',
      comparedTo: '2026-10-16',
      beforeFrom: '2026-09-10',
    });
    expect(shown.days).toHaveLength(16);
    for (const { day, figures } of shown.days)
      expect([day, figures.searches]).toEqual([day, searches.get(day) ?? 0]);
    // Two hours before that of UTC, as it was summer there.
    expect(shown.days[0]?.at).toBe('2026-09-30T22:00:00.000Z');
    expect(shown.figures.searches).toBe(64);
    expect(topOf(shown, 'keyword')).toEqual([
      ['textiles', 40],
      ['chemicals', 24],
    ]);
  });

  it('compares nothing that is not known whole', async () => {
    const { compared, range } = await get({ range: '90d' });
    expect(compared).toBeNull();
    expect(range.comparedTo).toBeNull();
  });

  it('counts searches, those without a result, and conversions', async () => {
    const { figures, compared } = await get();
    expect(figures).toEqual({
      searches: 55,
      answered: 48,
      withoutResult: 18,
      results: 360,
      conversions: 2,
    });
    // Today is like no other day yet.
    expect(compared).toMatchObject({ current: { searches: 53 }, before: { searches: 64 } });
  });

  it('has each day, in order, beside the one that it is compared with', async () => {
    const { days } = await get();
    expect(days).toHaveLength(30);
    expect(days[0]).toMatchObject({ day: '2026-10-23', at: '2026-10-22T22:00:00.000Z' });
    expect(days.at(-2)).toMatchObject({ figures: { searches: 53 }, before: 24 });
    expect(days.at(-1)).toMatchObject({ figures: { searches: 2 }, before: null });
  });

  it('ranks terms, whatever their case, and hides those of few organizations', async () => {
    const trends = await get();
    expect(topOf(trends, 'keyword')).toEqual([
      ['chemicals', 38],
      ['textiles', 8],
      ['textile', 5],
    ]);
    const { rare, named, rising, falling, withoutResult } = breakdownOf(trends, 'keyword');
    expect(rare).toMatchObject({ terms: 1, figures: { searches: 4, withoutResult: 4 } });
    expect(named).toMatchObject({ terms: 3, figures: { searches: 51 } });
    expect(rising.map(({ value }) => value)).toEqual(['chemicals', 'textile']);
    expect(falling.map(({ value, compared }) => [value, compared])).toEqual([
      ['textiles', { searches: 8, before: 40 }],
    ]);
    expect(withoutResult.map(({ value }) => value)).toEqual(['textiles', 'chemicals']);
    expect(JSON.stringify(trends)).not.toContain('secret');
  });

  it('tells organizations apart, by their names where these are known', async () => {
    const { top, isKept } = breakdownOf(await get(), 'organization');
    expect(isKept).toBe(true);
    expect(top).toHaveLength(10);
    for (const { label } of top) expect(label).toMatch(/^organization-\d+$/);
  });

  it('filters everything by a term, in any spelling', async () => {
    const trends = await get({ filter: 'country.It' });
    expect(trends.filters).toEqual([
      {
        dimension: 'country',
        title: 'Countries',
        value: 'it',
        label: 'IT',
        isKnown: true,
        searches: 19,
      },
    ]);
    expect(trends.figures.searches).toBe(19);
    expect(topOf(trends, 'keyword')).toEqual([
      ['textiles', 8],
      ['chemicals', 6],
      ['textile', 5],
    ]);
    // Its own card shows what else there is to choose.
    expect(topOf(trends, 'country')).toEqual([
      ['de', 36],
      ['it', 19],
    ]);
  });

  it('filters by two terms, and says of what nothing is kept', async () => {
    const trends = await get({ filter: ['country.it', 'keyword.chemicals'] });
    expect(trends.figures.searches).toBe(6);
    // Each by itself: of which there are so many besides.
    expect(trends.filters.map(({ searches }) => searches)).toEqual([19, 38]);
    expect(topOf(trends, 'country')).toEqual([
      ['de', 32],
      ['it', 6],
    ]);
    expect(breakdownOf(trends, 'industry').isKept).toBe(false);
    expect(breakdownOf(trends, 'organization').isKept).toBe(false);
  });

  it('finds nothing of what nobody searched for', async () => {
    const trends = await get({ filter: 'country.fr' });
    expect(trends.filters).toMatchObject([{ label: 'fr', isKnown: false, searches: 0 }]);
    expect(trends.figures.searches).toBe(0);
  });
});

describe(termsPath, () => {
  const list = async (query: Query = {}): Promise<SearchTerms> =>
    (await server.inject(termsPath, { as: owner, query: { dimension: 'keyword', ...query } })).body;
  const values = ({ items }: SearchTerms): string[] => items.map(({ value }) => value);

  it('needs a session, a permission and a dimension', async () => {
    expect((await server.inject(termsPath)).status).toBe(401);
    const finance = await server.operator('finance');
    const query = { dimension: 'keyword' };
    expect((await server.inject(termsPath, { as: finance, query })).status).toBe(403);
    expect((await server.inject(termsPath, { as: owner })).error?.code).toBe('invalid_request');
    const unknown = { dimension: 'colour' };
    const answer = await server.inject(termsPath, { as: owner, query: unknown });
    expect(answer.error?.code).toBe('invalid_request');
  });

  it.each<[Query, string[]]>([
    [{}, ['chemicals', 'textiles', 'textile']],
    [{ sort: 'searches' }, ['textile', 'textiles', 'chemicals']],
    [{ sort: 'change' }, ['textiles', 'textile', 'chemicals']],
    [{ sort: '-withoutResult' }, ['textiles', 'chemicals', 'textile']],
    [{ q: 'Téxt' }, ['textiles', 'textile']],
    [{ q: 'secret' }, []],
    [{ limit: 1, offset: 1 }, ['textiles']],
  ])('lists by %j', async (query, expected) => {
    expect(values(await list(query))).toEqual(expected);
  });

  it('says how many there are, and what all come to', async () => {
    expect(await list({ limit: 1 })).toMatchObject({
      count: 3,
      total: { searches: 55 },
      rare: { terms: 1 },
    });
  });

  it('goes as CSV, and into the audit log', async () => {
    expect((await server.inject(exportPath)).status).toBe(401);
    const answer = await server.inject(exportPath, { as: owner, query: { dimension: 'keyword' } });
    expect(answer.headers['content-disposition']).toContain('search-terms-keyword-2026-10-23');
    expect(answer.text.trim().split('\r\n')).toEqual([
      'term,searches,searchesOfWholeDays,searchesBefore,answered,withoutResult,results,conversions,organizations',
      'chemicals,38,36,24,36,6,360,2,30',
      'textiles,8,8,40,8,8,0,0,40',
      'textile,5,5,0,0,0,0,0,5',
      '(rare: fewer than 5 organizations),4,,,4,4,0,0,',
    ]);
    expect(await readAudit(server, 'search_terms.exported')).toMatchObject([
      { actor_id: owner.id, after: { dimension: 'keyword', rows: 4, complete: true } },
    ]);
  });
});

it('has a day before the first search', async () => {
  const fresh = await startTestServer({
    now: new Date(Date.now() - (Date.now() % dayMs)).toISOString(),
  });
  const trends: SearchTrends = (await fresh.inject(path, { as: await fresh.operator('owner') }))
    .body;
  expect(trends).toMatchObject({ since: null, compared: null, figures: { searches: 0 } });
  await fresh.close();
});
