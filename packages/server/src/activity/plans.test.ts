import { activityCatalogue, type ActivityFilter } from '@taffrail/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explainQueries, type ExplainedQuery } from '../../test/explain.ts';
import {
  makeManyActivities,
  manyOrganization,
  manyUser,
} from '../../test/figures/many-activities.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import type { Caller } from '../access/caller.ts';
import type { Database } from '../platform/db/database.ts';
import { countActivityOverTime, listActivity } from './activity.ts';
import type { Stretch } from './selection/conditions.sql.ts';
import { readPage } from './reading/read-page.ts';
import { searchBack, type Patience } from './reading/search.ts';
import { toSelection } from './selection/selection.ts';

const rows = 60_000;
const timeZone = 'Europe/Berlin';
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-21T10:00:00Z', timeZone });
  const before = server.clock.now();
  await makeManyActivities(server.owner, { rows, days: 90, before, timeZone });
}, 120_000);
afterAll(() => server.close());

const caller: Caller = {
  kind: 'operator',
  id: manyUser(0),
  label: 'plans',
  role: 'owner',
  permissions: new Set(['activity.read', 'pii.read']),
  session: undefined,
};

/** As `taffrail_app`, whose policies the planner has to get along with. */
const explain = async (work: (db: Database) => Promise<unknown>): Promise<ExplainedQuery[]> =>
  (await explainQueries(server.urls.app, work)).filter(({ sql }) => !isLookUp(sql));

/** Of actions: a few rows, read whole. */
const isLookUp = (sql: string): boolean => /from "activity_actions"/.test(sql);

const explainList = (filter: ActivityFilter & { cursor?: string }) =>
  explain((db) =>
    listActivity({ db, clock: server.clock, product: {} }, { ...filter, limit: 50 }, caller),
  );

const explainHistogram = (filter: Omit<ActivityFilter, 'to'> & { from: string }) =>
  explain((db) =>
    countActivityOverTime(
      { db, clock: server.clock, product: {}, reportingTimeZone: timeZone },
      { to: '2026-11-21T09:57:13.123Z', ...filter },
      caller,
    ),
  );

/** A page of 50 and what it takes to find it: nothing near the number of rows in the log. */
const expectCheap = (queries: readonly ExplainedQuery[], touched = 300): void => {
  expect(queries).toHaveLength(1);
  for (const query of queries) {
    expect(query.touched['activity_log'] ?? 0).toBeLessThan(touched);
    expect(query.sortedRows).toBeLessThan(touched);
    expect(query.scanned).not.toContain('activity_log');
  }
};

describe('a page of the log', () => {
  it('walks back the primary key without filters', async () => {
    const queries = await explainList({});
    expectCheap(queries);
    expect(queries[0]?.indexes).toContain('activity_log_pkey');
  });

  it.each<[string, ActivityFilter, string]>([
    ['of a large organization', { organizationId: manyOrganization(0) }, 'organization'],
    ['of a small organization', { organizationId: manyOrganization(99) }, 'organization'],
    ['of an organization never seen', { organizationId: 'nobody' }, 'organization'],
    ['of a user', { userId: manyUser(3) }, 'user'],
    ['of a user never seen', { userId: 'nobody' }, 'user'],
    ['of a frequent action', { action: ['discovery.started'] }, 'action'],
    ['of a rare action', { action: ['contact.viewed'] }, 'action'],
    ['of a resource', { resourceId: 'thing_77' }, 'resource'],
    ['of a resource never seen', { resourceId: 'nothing' }, 'resource'],
    ['of a trace never seen', { traceId: 'nothing' }, 'trace'],
  ])('%s is read from its index, in order', async (_, filter, index) => {
    const queries = await explainList(filter);
    expectCheap(queries);
    expect(queries[0]?.indexes).toContain(`activity_log_${index}`);
    expect(queries[0]?.indexes).not.toContain('activity_log_pkey');
  });

  it('does not walk back to where an organization was seen last', async () => {
    const late = '018f0000-0000-7000-8000-000000000001';
    await server.owner.query(
      `insert into activity_log (created_at, received_at, id, organization_id, action, category)
       values ('2026-08-24', '2026-08-24', $1, $1, 'lead.created', 'lead')`,
      [late],
    );
    const queries = await explainList({ organizationId: late });
    expectCheap(queries);
  });

  it.each<[string, ActivityFilter]>([
    ['prefixes', { action: ['lead.*', 'task.*'] }],
    ['categories', { category: ['billing', 'auth'] }],
    ['all actions there are', { action: ['*'] }],
  ])('looks %s up action by action', async (_, filter) => {
    const queries = await explainList(filter);
    // At most a page of each.
    expectCheap(queries, 2 * 51 * Object.keys(activityCatalogue).length);
    expect(queries[0]?.indexes).toContain('activity_log_action');
    expect(queries[0]?.indexes).not.toContain('activity_log_pkey');
  });

  it('begins a page far back as cheaply as the first', async () => {
    const cursor = Buffer.from(
      `${Date.parse('2026-09-15T00:00:00Z')}.00000000-0000-0000-0000-000000000000`,
    ).toString('base64url');
    for (const filter of [{}, { organizationId: manyOrganization(0) }, { userId: manyUser(3) }])
      expectCheap(await explainList({ ...filter, cursor }));
  });

  it('reads only the partitions of the range', async () => {
    const [query] = await explainList({
      from: '2026-09-10T00:00:00Z',
      to: '2026-09-11T00:00:00Z',
      organizationId: manyOrganization(0),
    });
    expect(query?.touched['activity_log']).toBeLessThan(300);
  });
});

const patience: Patience = { searchMs: 60_000, statementMs: 1_000 };

describe('a search', () => {
  const search = (filter: ActivityFilter, searchMs: number, after?: { at: Date; id: string }) => {
    const context = { db: server.db, clock: server.clock, product: {} };
    return toSelection(context, filter, caller).then((selection) =>
      readPage(context, selection, { after, limit: 50, patience: { ...patience, searchMs } }),
    );
  };

  it('reads part after part, never more than was announced', async () => {
    const queries = await explain(async (db) => {
      const selection = await toSelection(
        { db, clock: server.clock, product: {} },
        { metadata: ['country=XX'] },
        caller,
      );
      await readPage({ db, clock: server.clock, product: {} }, selection, {
        after: undefined,
        limit: 50,
        patience,
      });
    });
    expect(queries.length).toBeGreaterThan(10);
    for (const query of queries) {
      expect(query.touched['activity_log']).toBeLessThan(40_000);
    }
  });

  it('stays within the rows of the index when one of two filters has one', async () => {
    const queries = await explain(async (db) => {
      const filter = { organizationId: manyOrganization(50), resourceType: 'nothing' };
      const selection = await toSelection({ db, clock: server.clock, product: {} }, filter, caller);
      await readPage({ db, clock: server.clock, product: {} }, selection, {
        after: undefined,
        limit: 50,
        patience,
      });
    });
    for (const query of queries) {
      expect(query.indexes).not.toContain('activity_log_pkey');
      expect(query.touched['activity_log'] ?? 0).toBeLessThan(10_000);
    }
  });

  it('says how far back it came when the time is up, and goes on from there', async () => {
    const filter = { metadata: ['n=1'] };
    const found: string[] = [];
    let pages = 0;
    let after: { at: Date; id: string } | undefined;
    let reached = server.clock.now();
    do {
      const page = await search(filter, 0, after);
      found.push(...page.rows.map((row) => row.id));
      if (page.searchedTo) {
        expect(page.searchedTo < reached).toBe(true);
        reached = page.searchedTo;
      }
      after = page.next;
      pages += 1;
    } while (after);
    expect(pages).toBeGreaterThan(20);
    expect(found).toHaveLength(1);
  });

  it('gives what it has when a part takes too long', async () => {
    const access = { by: undefined, rest: undefined };
    const stretch = { from: new Date('2026-09-01'), to: undefined, after: undefined };
    const parts: Stretch[] = [];
    const searchedTo = await searchBack(
      { db: server.db, clock: server.clock, product: {} },
      { access, stretch, patience },
      async (trx, part) => {
        if (parts.length === 2) await sql`select pg_sleep(5)`.execute(trx);
        parts.push(part);
        return 'go on';
      },
    );
    expect(parts).toHaveLength(2);
    expect(searchedTo).toEqual(parts.at(-1)?.from);
  });

  it('fails when not even the first part could be read in time', async () => {
    const blocker = await server.owner.connect();
    try {
      await blocker.query('begin');
      await blocker.query('lock table activity_log_2026_11 in access exclusive mode');
      await expect(search({ metadata: ['country=XX'] }, 0)).rejects.toThrow(/statement timeout/);
    } finally {
      await blocker.query('rollback');
      blocker.release();
    }
  });
});

describe('a histogram', () => {
  const expectRollups = (query: ExplainedQuery | undefined, touched: number): void => {
    expect(sumOf(query?.touched)).toBeLessThan(touched);
    // The edges: less than a unit of the rollup at each end.
    expect(query?.touched['activity_log'] ?? 0).toBeLessThan(200);
    expect(query?.scanned).not.toContain('activity_log');
  };

  it.each<[string, string, ActivityFilter, number]>([
    ['90 days', '2026-08-24T00:00:00Z', {}, 6_000],
    ['a week', '2026-11-14T10:00:00Z', {}, 40_000],
    ['a day', '2026-11-20T10:00:00Z', {}, 4_000],
    ['a category in a week', '2026-11-14T10:00:00Z', { category: ['billing'] }, 40_000],
  ])('of %s reads rollups without organizations', async (_, from, filter, touched) => {
    const queries = await explainHistogram({ ...filter, from });
    expect(queries.length).toBeLessThanOrEqual(2);
    expectRollups(queries.at(-1), touched);
    expect(Object.keys(queries.at(-1)?.touched ?? {})).not.toContain('activity_hourly');
  });

  it.each<[string, string]>([
    ['90 days', '2026-08-24T00:00:00Z'],
    ['a week', '2026-11-14T10:00:00Z'],
  ])('of an organization in %s reads its rollups by their index', async (_, from) => {
    const queries = await explainHistogram({ from, organizationId: manyOrganization(0) });
    expect(queries.length).toBeLessThanOrEqual(2);
    expectRollups(queries.at(-1), 8_000);
    expect(queries.at(-1)?.scanned).toEqual(['activity_actions']);
    expect(queries.at(-1)?.indexes).toContain('activity_log_organization');
  });

  it('of a few hours counts rows by an index', async () => {
    const queries = await explainHistogram({ from: '2026-11-21T06:00:00Z' });
    expect(queries).toHaveLength(2);
    expect(queries.at(-1)?.scanned).not.toContain('activity_log');
    expect(queries.at(-1)?.touched['activity_log']).toBeLessThan(2_000);
  });

  it('of a user counts rows of its index', async () => {
    const queries = await explainHistogram({ from: '2026-08-24T00:00:00Z', userId: manyUser(0) });
    const counting = queries.filter(({ touched }) => 'activity_log' in touched);
    expect(counting).toHaveLength(2);
    for (const query of counting) {
      expect(query.indexes).toContain('activity_log_user');
      expect(query.touched['activity_log']).toBeLessThan(10_100);
    }
  });
});

const sumOf = (touched: Readonly<Record<string, number>> = {}): number =>
  Object.values(touched).reduce((sum, rows) => sum + rows, 0);
