import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { explainQueries } from '../../test/explain.ts';
import { makeOrganization, makeUser } from '../../test/make.ts';
import { startTestServer, type InjectOptions, type TestServer } from '../../test/server.ts';
import { listOrganizationRows, listUserRows } from './customers.store.ts';

type Query = NonNullable<InjectOptions['query']>;
interface Named {
  readonly id: string;
  readonly name: string | null;
  readonly externalId: string | null;
}

let server: TestServer;
let owner: Credential;

beforeAll(async () => {
  server = await startTestServer();
  owner = await server.operator('owner');
  const organizations = ['globex', 'Acme', 'acme labs', 'Zürich AG', '100% Ltd', 'Ödön'];
  for (const [index, name] of organizations.entries())
    await makeOrganization(server, { name, externalId: `cus_${index}`, plan: 'pro', seats: 5 });
  await makeOrganization(server, { name: null, externalId: 'acme_stub' });
  const users: [string | null, string | null][] = [
    ['Ada Lovelace', 'ada@example.com'],
    ['Grace Hopper', 'admiral@example.com'],
    ['Adam', 'zoe@example.com'],
    [null, 'ADA.old@example.com'],
    [null, null],
  ];
  for (const [index, [name, email]] of users.entries())
    await makeUser(server, { name, email, externalId: `usr_${index}` });
});
afterAll(() => server.close());

const list = (kind: string, query: Query = {}, as: Credential = owner) =>
  server.inject(`GET /api/v1/${kind}`, { as, query });
const namesOf = async (kind: string, query: Query, as = owner): Promise<string[]> =>
  (await list(kind, query, as)).body.items.map((item: Named) => item.name ?? item.externalId);

describe.each(['organizations', 'users'])('GET /api/v1/%s', (kind) => {
  it('needs a session or a key', async () => {
    expect((await server.inject(`GET /api/v1/${kind}`)).status).toBe(401);
  });

  it.each<[string, Query, string]>([
    ['too many rows', { limit: 201 }, 'invalid_request'],
    ['text that cannot be stored', { q: '\u0000' }, 'invalid_request'],
    ['a cursor that was made up', { cursor: 'bm90IGEgY3Vyc29y' }, 'invalid_cursor'],
    [
      'a cursor without an id',
      { cursor: Buffer.from(`0.${'-'.repeat(36)}`).toString('base64url') },
      'invalid_cursor',
    ],
  ])('refuses %s', async (_, query, code) => {
    expect((await list(kind, query)).error?.code).toBe(code);
  });

  it('is for those who may see customers', async () => {
    const answer = await list(kind, {}, await server.operator('viewer'));
    expect(answer.error?.details).toMatchObject({ permission: 'customers.read' });
  });

  it('is empty behind a place that is no longer there', async () => {
    const cursor = Buffer.from('9.01900000-0000-7000-8000-000000000001').toString('base64url');
    expect((await list(kind, { cursor })).body).toEqual({ items: [], nextCursor: null });
  });

  it.each([{}, { q: 'a' }])('pages through %j without losing or repeating', async (query) => {
    const whole = (await list(kind, query)).body.items;
    expect(whole.length).toBeGreaterThan(1);
    for (const limit of [1, 2, 3]) {
      const seen: Named[] = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const { body } = await list(kind, { ...query, limit, ...(cursor && { cursor }) });
        seen.push(...body.items);
        cursor = body.nextCursor;
      }
      expect(seen).toEqual(whole);
    }
  });
});

describe('GET /api/v1/organizations', () => {
  it('lists by name in any case, and those without one last', async () => {
    expect(await namesOf('organizations', {})).toEqual([
      '100% Ltd',
      'Acme',
      'acme labs',
      'globex',
      'Zürich AG',
      'Ödön',
      'acme_stub',
    ]);
  });

  it('shows what is known of them, to a key too', async () => {
    const { body } = await list('organizations', { q: 'Globex' }, await server.apiKey());
    expect(body.items).toEqual([
      {
        id: expect.any(String),
        externalId: 'cus_0',
        name: 'globex',
        plan: 'pro',
        seats: 5,
        createdAt: '2026-11-21T10:00:00.000Z',
      },
    ]);
  });

  it.each<[string, string[]]>([
    ['ACME', ['Acme', 'acme labs']],
    ['acme', ['Acme', 'acme labs', 'acme_stub']],
    ['zür', ['Zürich AG']],
    ['ödö', ['Ödön']],
    ['100%', ['100% Ltd']],
    ['%', []],
    ['labs', []],
    ['cus_4', ['100% Ltd']],
    ['', ['100% Ltd', 'Acme', 'acme labs', 'globex', 'Zürich AG', 'Ödön', 'acme_stub']],
  ])('finds what begins with %j', async (q, names) => {
    expect(await namesOf('organizations', { q })).toEqual(names);
  });

  it('finds a whole id in any case', async () => {
    const [{ id }] = (await list('organizations', { q: 'globex' })).body.items;
    expect(await namesOf('organizations', { q: id.toUpperCase() })).toEqual(['globex']);
    expect(await namesOf('organizations', { q: id.slice(0, -1) })).toEqual([]);
  });
});

describe('GET /api/v1/users', () => {
  it('finds by name first, then by e-mail address, then by id, each once', async () => {
    expect(await namesOf('users', { q: 'ad' })).toEqual([
      'Ada Lovelace',
      'Adam',
      'usr_3',
      'Grace Hopper',
    ]);
    expect(await namesOf('users', { q: 'usr_' })).toHaveLength(5);
  });

  it('shows e-mail addresses only to those who may see them', async () => {
    const support = await server.operator('support');
    expect((await list('users', { q: 'Ada ' })).body.items[0].email).toBe('ada@example.com');
    expect((await list('users', { q: 'Ada ' }, support)).body.items[0].email).toBe(
      'a•••@example.com',
    );
  });

  it('gives none away to those who may not, by finding who has it', async () => {
    const support = await server.operator('support');
    expect(await namesOf('users', { q: 'admiral@' }, support)).toEqual([]);
    expect(await namesOf('users', { q: 'grace' }, support)).toEqual(['Grace Hopper']);
  });
});

describe('the queries of customers', () => {
  beforeAll(async () => {
    for (const [table, columns, values] of [
      ['organizations', 'name', `'Company ' || n`],
      ['users', 'name, email', `'Person ' || n, 'mail' || n || '@example.com'`],
    ])
      await server.owner.query(
        `insert into ${table} (id, external_id, created_at, ${columns})
         select gen_random_uuid(), 'many_' || n, now(), ${values} from generate_series(1, 20000) n`,
      );
    await server.owner.query(
      `insert into users (id, external_id, created_at)
       select gen_random_uuid(), 'stub_' || n, now() from generate_series(1, 20000) n`,
    );
    await server.owner.query('vacuum analyze organizations, users');
  });

  const idOf = async (name: string): Promise<string> => {
    const { rows } = await server.owner.query<{ id: string }>(
      'select id from users where name = $1 or external_id = $1',
      [name],
    );
    return rows[0]?.id ?? '';
  };

  it.each<[string, string | undefined, { stage: number; name: string } | undefined]>([
    ['all', undefined, undefined],
    ['all, far behind', undefined, { stage: 0, name: 'Person 5000' }],
    ['those without a name', undefined, { stage: 1, name: 'stub_5000' }],
    ['a frequent beginning', 'p', undefined],
    ['a frequent beginning, far behind', 'p', { stage: 0, name: 'Person 5000' }],
    ['a beginning of addresses', 'mail1', undefined],
    ['a beginning of ids', 'many_', undefined],
    ['a whole id', '01900000-0000-7000-8000-000000000001', undefined],
    ['nothing', 'zzz', undefined],
  ])('read little of the table for %s', async (_, text, behind) => {
    const after = behind && { stage: behind.stage, id: await idOf(behind.name) };
    const queries = await explainQueries(server.urls.app, async (db) => {
      await listUserRows(db, { text, seesEmail: true }, { limit: 51, after });
      if (!after) await listOrganizationRows(db, text, { limit: 51, after });
    });
    expect(queries.length).toBeGreaterThan(0);
    for (const query of queries) {
      expect(query.scanned).toEqual([]);
      expect(Object.values(query.touched).reduce((a, b) => a + b, 0)).toBeLessThan(300);
      expect(query.sortedRows).toBeLessThan(60);
    }
  });
});
