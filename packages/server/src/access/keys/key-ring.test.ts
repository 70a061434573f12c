import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../test/server.ts';
import { createDatabase, createPool } from '../../platform/db/database.ts';
import { createLogger } from '../../platform/log.ts';
import { findIngestKey } from '../ingest-key.ts';
import { createKeyRing, type KeyRing } from './key-ring.ts';

let server: TestServer;
let ring: KeyRing;
const log = createLogger({ level: 'silent' });

beforeAll(async () => {
  server = await startTestServer();
  ring = createKeyRing({ db: server.db, clock: server.clock, log });
});
afterAll(() => server.close());

const revokeBehindItsBack = (id: string) =>
  server.owner.query('update api_keys set revoked_at = now() where id = $1', [id]);

const lastUse = async (id: string): Promise<Date | null> => {
  await ring.settled();
  const { rows } = await server.owner.query<{ last_used_at: Date | null }>(
    'select last_used_at from api_keys where id = $1',
    [id],
  );
  return rows[0]?.last_used_at ?? null;
};

describe('key ring', () => {
  it('finds a key by its token, with what it may do', async () => {
    const ingest = await server.ingestKey();
    const api = await server.apiKey('viewer');
    expect(await ring.find(ingest.token)).toEqual({
      id: ingest.id,
      kind: 'ingest',
      name: 'Test ingest',
      scopes: ['batch'],
      role: null,
    });
    expect(await ring.find(api.token)).toMatchObject({ kind: 'api', role: 'viewer', scopes: [] });
    expect(await ring.find('tfi_nobody')).toBeUndefined();
  });

  it('notices within five seconds that another process revoked a key', async () => {
    const key = await server.ingestKey();
    await ring.find(key.token);
    await revokeBehindItsBack(key.id);
    server.clock.advance({ seconds: 4 });
    expect(await ring.find(key.token)).toBeDefined();
    server.clock.advance({ seconds: 1 });
    expect(await ring.find(key.token)).toBeUndefined();
  });

  it('notices at once when it is told to forget', async () => {
    const key = await server.ingestKey();
    await ring.find(key.token);
    await revokeBehindItsBack(key.id);
    ring.forget();
    expect(await ring.find(key.token)).toBeUndefined();
  });

  it('asks the database once for what comes at once, and for what is unknown', async () => {
    const key = await server.ingestKey();
    const pool = createPool({
      url: server.urls.app,
      name: 'test',
      max: 5,
      log,
      statementTimeoutMs: 0,
    });
    let queries = 0;
    pool.on('acquire', () => (queries += 1));
    const database = createDatabase(pool);
    const counted = createKeyRing({ db: database, clock: server.clock, log });
    const findOften = (token: string) =>
      Promise.all(Array.from({ length: 20 }, () => counted.find(token)));

    expect(await findOften('tfi_unknown')).toEqual(Array.from({ length: 20 }));
    expect(queries).toBe(1);
    expect(new Set(await findOften(key.token)).size).toBe(1);
    await counted.settled();
    // One to find it, one to note its use.
    expect(queries).toBe(3);
    await database.destroy();
  });

  it('notes a use at most once a minute', async () => {
    const key = await server.ingestKey();
    const start = server.clock.now();
    await ring.find(key.token);
    expect(await lastUse(key.id)).toEqual(start);
    server.clock.advance({ seconds: 59 });
    await ring.find(key.token);
    expect(await lastUse(key.id)).toEqual(start);
    server.clock.advance({ seconds: 1 });
    await ring.find(key.token);
    expect(await lastUse(key.id)).toEqual(server.clock.now());
  });

  it('says that it cannot know while the database is away, and knows again afterwards', async () => {
    const key = await server.ingestKey();
    const pool = (url: string) =>
      createPool({ url, name: 'test', max: 1, log, statementTimeoutMs: 1_000 });
    let database = createDatabase(pool('postgres://nobody@127.0.0.1:1/nothing'));
    const away = createKeyRing({ db: database, clock: server.clock, log });
    await expect(away.find(key.token)).rejects.toThrow(/ECONNREFUSED/);
    await expect(findIngestKey(away, `Bearer ${key.token}`)).rejects.toThrow(/ECONNREFUSED/);
    await database.destroy();

    database = createDatabase(pool(server.urls.app));
    const back = createKeyRing({ db: database, clock: server.clock, log });
    expect(await back.find(key.token)).toMatchObject({ id: key.id });
    await back.settled();
    await database.destroy();
  });
});

const findWith = (authorization: string | undefined) => findIngestKey(ring, authorization);

describe('findIngestKey', () => {
  it('takes an ingest key as a bearer token, and nothing else', async () => {
    const ingest = await server.ingestKey();
    const api = await server.apiKey();
    expect(await findWith(`Bearer ${ingest.token}`)).toEqual({
      id: ingest.id,
      name: 'Test ingest',
      scopes: ['batch'],
    });
    expect(await findWith(`bearer ${ingest.token}`)).toBeDefined();
    expect(await findWith(ingest.token)).toBeUndefined();
    expect(await findWith(`Basic ${ingest.token}`)).toBeUndefined();
    expect(await findWith(`Bearer ${api.token}`)).toBeUndefined();
    expect(await findWith(undefined)).toBeUndefined();
  });
});
