import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { sendBatch } from '../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

let server: TestServer;
let key: Credential;
let viewer: Credential;
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-21T10:00:00Z' });
  key = await server.ingestKey();
  viewer = await server.operator('viewer');
});
afterAll(() => server.close());

const shaOf = (digit: string): string => digit.repeat(40);
const deploy = (over: object) => ({
  kind: 'deploy',
  sha: shaOf('a'),
  environment: 'production',
  finishedAt: '2026-11-21T09:00:00Z',
  ...over,
});
const tell = async (...records: object[]) => (await sendBatch(server, key, records)).body;
const ask = (query: Record<string, string> = {}, as = viewer) =>
  server.inject('GET /api/v1/deploys', { as, query });
const list = async (query: Record<string, string> = {}) => (await ask(query)).body.items;
const shas = async (query: Record<string, string> = {}): Promise<string[]> =>
  (await list(query)).map(({ sha }: { sha: string }) => sha.slice(0, 1));

describe('GET /api/v1/deploys', () => {
  it('needs a session or a key, and the permission', async () => {
    expect((await server.inject('GET /api/v1/deploys')).status).toBe(401);
    expect((await ask({}, await server.operator('finance'))).error?.details).toMatchObject({
      permission: 'operations.read',
    });
  });

  it.each([{ sha: 'main' }, { environment: '' }, { from: 'yesterday' }, { cursor: 'x' }])(
    'refuses %j',
    async (query) => {
      expect((await ask(query)).status).toBe(400);
    },
  );

  it('has nothing before anything was told', async () => {
    expect((await ask()).body).toEqual({ items: [], nextCursor: null });
  });

  it('lists what was told, newest first', async () => {
    const told = {
      id: 'release-7',
      environment: 'Live',
      isProduction: true,
      repository: 'acme/shop',
      version: '7.0',
      commits: [shaOf('b'), shaOf('c'), shaOf('b')],
      url: 'https://ci.acme.example/7',
    };
    const answer = await tell(
      deploy(told),
      deploy({ sha: shaOf('d'), status: 'failed', finishedAt: '2026-11-21T09:30:00Z' }),
      deploy({ sha: shaOf('e'), environment: 'staging', finishedAt: '2026-11-20T09:00:00Z' }),
    );
    expect(answer).toEqual({ accepted: 3, rejected: [], warnings: [] });
    const [failed, live, staging] = await list();
    expect(live).toEqual({
      id: expect.any(String),
      finishedAt: '2026-11-21T09:00:00.000Z',
      status: 'succeeded',
      sha: shaOf('a'),
      environment: 'Live',
      isProduction: true,
      repository: 'acme/shop',
      version: '7.0',
      url: 'https://ci.acme.example/7',
      commits: 3,
    });
    expect(failed).toMatchObject({ status: 'failed', isProduction: true, commits: null });
    expect(staging).toMatchObject({ isProduction: false, repository: null });
  });

  it.each([
    [{ environment: 'staging' }, ['e']],
    [{ isProduction: 'false' }, ['e']],
    [{ isProduction: 'true' }, ['d', 'a']],
    [{ sha: shaOf('c') }, ['a']],
    [{ sha: 'ccccccc' }, ['a']],
    [{ sha: 'cccccccd' }, []],
    [{ sha: `${shaOf('e')}0` }, ['e']],
    [{ from: '2026-11-21T09:00:00Z', to: '2026-11-21T09:30:00Z' }, ['a']],
  ])('filters by %j', async (query, expected) => {
    expect(await shas(query)).toEqual(expected);
  });

  it('pages', async () => {
    const { body } = await ask({ limit: '2' });
    expect(body.items).toHaveLength(2);
    expect(await shas({ limit: '2', cursor: body.nextCursor })).toEqual(['e']);
  });
});

describe('a deploy in a batch', () => {
  it('is the same when it is told again, and then how it ended last', async () => {
    const before = await shas();
    const retried = deploy({ id: 'release-8', sha: shaOf('f'), status: 'failed' });
    await tell(retried, retried);
    await tell({ ...retried, status: 'succeeded', finishedAt: '2026-11-21T09:10:00Z' });
    // What came late changes nothing.
    await tell({ ...retried, finishedAt: '2026-11-21T09:05:00Z' });
    const unnamed = deploy({ sha: shaOf('1') });
    await tell(unnamed);
    await tell(unnamed);
    expect((await shas()).sort()).toEqual([...before, 'f', '1'].sort());
    expect(await list({ sha: shaOf('f') })).toMatchObject([
      { status: 'succeeded', finishedAt: '2026-11-21T09:10:00.000Z' },
    ]);
  });

  it('is over when it is told of, unless it says when', async () => {
    await tell(deploy({ sha: shaOf('2'), finishedAt: undefined }));
    expect(await list({ sha: shaOf('2') })).toMatchObject([
      { finishedAt: '2026-11-21T10:00:00.000Z' },
    ]);
  });

  it.each([
    [{ sha: 'main' }, /^sha: /],
    [{ environment: '' }, /^environment: /],
    [{ url: 'javascript:alert(1)' }, /^url: /],
    [{ commits: ['HEAD'] }, /^commits\.0: /],
    [{ finishedAt: '2026-11-21T10:06:00Z' }, /^finishedAt is more than five minutes ahead$/],
  ])('is refused with %j', async (over, message) => {
    expect((await tell(deploy(over))).rejected).toMatchObject([
      { message: expect.stringMatching(message) },
    ]);
  });
});
