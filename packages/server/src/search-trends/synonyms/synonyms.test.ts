import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../../test/credentials.ts';
import { readAudit } from '../../../test/read-audit.ts';
import { sendBatch } from '../../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../../test/server.ts';

const mergePath = 'POST /api/v1/search-trends/synonyms';
const listPath = 'GET /api/v1/search-trends/synonyms';

let server: TestServer;
let owner: Credential;
let ids: ReadonlyMap<string, number>;
beforeAll(async () => {
  server = await startTestServer();
  owner = await server.operator('owner');
  const search = (keyword: string, organization: number, country = 'DE') => ({
    kind: 'activity',
    organizationId: `organization-${organization}`,
    action: 'discovery.started',
    metadata: { keyword, country },
  });
  await sendBatch(server, await server.ingestKey(), [
    ...[1, 2, 3].map((at) => search('textile', at)),
    ...[3, 4, 5].map((at) => search('textiles', at, 'IT')),
    search('fabrics', 1),
  ]);
  const { rows } = await server.owner.query<{ id: number; value: string }>(
    'select id, value from search_terms',
  );
  ids = new Map(rows.map(({ id, value }) => [value, id]));
});
afterAll(() => server.close());

const idOf = (value: string): number => ids.get(value) ?? 0;
const merge = (term: string, into: string, as: Credential | undefined = owner) =>
  server.inject(mergePath, { as, body: { termId: idOf(term), intoId: idOf(into) } });
const split = (term: string, as: Credential | undefined = owner) =>
  server.inject(`DELETE /api/v1/search-trends/synonyms/${idOf(term)}`, { as });
const terms = async (): Promise<[string, number, number][]> => {
  const { body } = await server.inject('GET /api/v1/search-trends/terms', {
    as: owner,
    query: { dimension: 'keyword' },
  });
  return body.items.map(
    (term: { label: string; figures: { searches: number }; organizations: number }) => [
      term.label,
      term.figures.searches,
      term.organizations,
    ],
  );
};

describe(mergePath, () => {
  it('needs a session, and permission', async () => {
    const body = { termId: 1, intoId: 2 };
    expect((await server.inject(mergePath, { body })).status).toBe(401);
    const viewer = await server.operator('viewer');
    expect((await merge('textile', 'textiles', viewer)).error).toMatchObject({
      details: { permission: 'search_trends.manage' },
    });
    expect((await server.inject(listPath)).status).toBe(401);
  });

  it('needs two terms of one dimension that are there', async () => {
    const invalid = await server.inject(mergePath, { as: owner, body: { termId: 'x', intoId: 1 } });
    expect(invalid.error?.code).toBe('invalid_request');
    expect((await merge('textile', 'nothing')).error?.code).toBe('invalid_request');
    const gone = { termId: idOf('textile'), intoId: 999_999 };
    expect((await server.inject(mergePath, { as: owner, body: gone })).error?.code).toBe(
      'not_found',
    );
    expect((await merge('textile', 'textile')).error?.code).toBe('conflict');
    expect((await merge('textile', 'de')).error?.code).toBe('conflict');
  });

  it('counts a term as another, its organizations once, and says so', async () => {
    expect(await terms()).toEqual([]);
    const answer = await merge('textile', 'textiles');
    expect([answer.status, answer.body]).toEqual([
      201,
      {
        dimension: 'keyword',
        term: { id: idOf('textile'), label: 'textile' },
        into: { id: idOf('textiles'), label: 'textiles' },
      },
    ]);
    // Each was rare alone: three organizations, one of them in common.
    expect(await terms()).toEqual([['textiles', 6, 5]]);
    expect((await server.inject(listPath, { as: owner })).body.items).toHaveLength(1);
    expect(await readAudit(server, 'search_term.merged')).toMatchObject([
      { actor_id: owner.id, after: { name: 'textile', countsAs: 'textiles' } },
    ]);
  });

  it('filters by all that counts as the term, whichever of them is asked for', async () => {
    const { body } = await server.inject('GET /api/v1/search-trends', {
      as: owner,
      query: { filter: 'keyword.textile' },
    });
    expect(body).toMatchObject({
      filters: [{ label: 'textiles' }],
      figures: { searches: 6 },
    });
  });

  it('goes one level deep', async () => {
    expect((await merge('textile', 'fabrics')).error?.code).toBe('conflict');
    expect((await merge('textiles', 'fabrics')).error?.code).toBe('conflict');
    expect((await merge('fabrics', 'textile')).error?.code).toBe('conflict');
  });

  it('is taken back, and says so', async () => {
    expect((await split('textile', await server.operator('viewer'))).status).toBe(403);
    expect((await split('textile')).status).toBe(204);
    expect(await terms()).toEqual([]);
    expect(await readAudit(server, 'search_term.split')).toMatchObject([
      { before: { countsAs: 'textiles' }, after: { countsAs: null } },
    ]);
    expect((await split('textile')).error?.code).toBe('not_found');
  });
});
