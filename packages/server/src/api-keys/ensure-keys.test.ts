import { IngestScope } from '@taffrail/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeActivity } from '../../test/make.ts';
import { readAudit } from '../../test/read-audit.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { ensureKeys, type ConfiguredKeys } from './ensure-keys.ts';

const secret = 'a secret with thirty-two letters';
const nothing: ConfiguredKeys = { ingestKey: undefined, apiKey: undefined, secret };

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());
/** As before the first start. */
beforeEach(() =>
  server.owner.query(
    `truncate api_keys, audit_log, activity_log; delete from settings where key = 'first_event'`,
  ),
);

const start = (configured: Partial<ConfiguredKeys> = {}) => {
  server.clock.advance({ minutes: 1 });
  return ensureKeys(server.db, server.clock, { ...nothing, ...configured });
};

const stored = async () => {
  const { rows } = await server.owner.query(
    `select name, kind, origin, prefix, scopes, role, revoked_at is not null as revoked
     from api_keys order by created_at, id`,
  );
  return rows;
};

const ask = (key: string) =>
  server.inject('GET /api/v1/me', { headers: { authorization: `Bearer ${key}` } });

describe('the first ingest key', () => {
  it('is made at the first start and told until an event has come in', async () => {
    const { firstIngestKey } = await start();
    expect(firstIngestKey).toMatch(/^tfi_[A-Za-z0-9]{32}$/);
    expect(await start()).toEqual({ firstIngestKey });
    expect(await stored()).toEqual([
      {
        name: 'First key',
        kind: 'ingest',
        origin: 'first_start',
        prefix: firstIngestKey?.slice(0, 8),
        scopes: IngestScope.options,
        role: null,
        revoked: false,
      },
    ]);
    await makeActivity(server, [{ action: 'lead.created' }]);
    expect(await start()).toEqual({ firstIngestKey: undefined });
    const { rows } = await server.owner.query(
      'select 1 from api_keys where sealed_key is not null',
    );
    expect(rows).toEqual([]);
  });

  it('is made once by processes that start together', async () => {
    const answers = await Promise.all([start(), start(), start()]);
    expect(new Set(answers.map(({ firstIngestKey }) => firstIngestKey)).size).toBe(1);
    expect(await stored()).toHaveLength(1);
  });

  it('is not made again after it was revoked', async () => {
    await start();
    await server.owner.query('update api_keys set revoked_at = now()');
    expect(await start()).toEqual({ firstIngestKey: undefined });
    expect(await stored()).toHaveLength(1);
  });

  it('cannot be told with another secret', async () => {
    await start();
    const other = { secret: 'another secret with so many letters' };
    expect(await start(other)).toEqual({ firstIngestKey: undefined });
  });
});

describe('keys of the environment', () => {
  const given = { ingestKey: 'ingest-key-of-the-test', apiKey: 'api-key-of-the-test-0' };

  it('hold as they are, and no first key is made beside them', async () => {
    expect(await start(given)).toEqual({ firstIngestKey: undefined });
    const common = { origin: 'environment', revoked: false };
    expect(await stored()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          ...common,
          name: 'TAFFRAIL_INGEST_KEY',
          scopes: IngestScope.options,
        }),
        expect.objectContaining({ ...common, name: 'TAFFRAIL_API_KEY', role: 'operator' }),
      ]),
    );
    expect((await ask(given.apiKey)).body).toMatchObject({
      name: 'TAFFRAIL_API_KEY',
      role: 'operator',
    });
  });

  it('show at most a third of themselves', async () => {
    await start({ ingestKey: 'short-key' });
    expect(await stored()).toEqual([expect.objectContaining({ prefix: 'sho' })]);
  });

  it('stay as they are at the next start', async () => {
    await start(given);
    const before = await stored();
    await start(given);
    expect(await stored()).toEqual(before);
    expect(await readAudit(server, 'api_key.created')).toHaveLength(2);
  });

  it('are revoked when the variable changes or goes away', async () => {
    await start(given);
    await start({ ...given, apiKey: 'api-key-of-the-test-1' });
    expect((await ask('api-key-of-the-test-0')).status).toBe(401);
    expect((await ask('api-key-of-the-test-1')).status).toBe(200);
    await start({ ingestKey: given.ingestKey });
    server.clock.advance({ seconds: 5 });
    expect((await ask('api-key-of-the-test-1')).status).toBe(401);
    expect(await readAudit(server, 'api_key.revoked')).toMatchObject([
      { actor_kind: 'system', actor_label: 'start of the server' },
      { before: { name: 'TAFFRAIL_API_KEY', role: 'operator' } },
    ]);
  });

  it('hold again when the variable comes back', async () => {
    await start(given);
    await start();
    await start(given);
    expect((await ask(given.apiKey)).status).toBe(200);
    expect(await readAudit(server, 'api_key.restored')).toHaveLength(2);
  });

  it('leave a first key behind when they go away and there is no other', async () => {
    await start(given);
    expect((await start()).firstIngestKey).toMatch(/^tfi_/);
  });

  it('take over a key that was made in the console', async () => {
    const { token } = await server.apiKey('viewer');
    await start({ apiKey: token });
    expect((await ask(token)).body).toMatchObject({ name: 'Test viewer', role: 'operator' });
    await start();
    server.clock.advance({ seconds: 5 });
    expect((await ask(token)).status).toBe(401);
  });

  it('refuse the start when one value stands for two kinds', async () => {
    const same = 'the-same-key-for-both';
    await expect(start({ ingestKey: same, apiKey: same })).rejects.toThrow(
      'TAFFRAIL_INGEST_KEY and TAFFRAIL_API_KEY must differ.',
    );
    const { token } = await server.apiKey('viewer');
    await expect(start({ ingestKey: token })).rejects.toThrow(
      'TAFFRAIL_INGEST_KEY is the value of the key "Test viewer", which is of another kind.',
    );
  });
});

describe('the key of the demo', () => {
  const demoKey = `tfi_${'d'.repeat(32)}`;

  it('is made beside the first key, which stays the owner’s', async () => {
    const first = await start({ demoKey });
    expect(first.firstIngestKey).toMatch(/^tfi_[A-Za-z0-9]{32}$/);
    const keys = await stored();
    expect(keys).toHaveLength(2);
    for (const [name, scopes] of [
      ['Tradewind', ['batch', 'load_tests', 'autofix']],
      ['First key', IngestScope.options],
    ])
      expect(keys).toContainEqual(
        expect.objectContaining({ name, kind: 'ingest', origin: 'first_start', scopes }),
      );
    expect(await start({ demoKey })).toEqual(first);
    expect(await stored()).toEqual(keys);
  });

  it('holds again at the next start after it was revoked', async () => {
    const first = await start({ demoKey });
    await server.owner.query(`update api_keys set revoked_at = now() where name = 'Tradewind'`);
    expect(await start({ demoKey })).toEqual(first);
    expect(await stored()).toContainEqual(
      expect.objectContaining({ name: 'Tradewind', revoked: false }),
    );
    expect(await readAudit(server, 'api_key.restored')).toHaveLength(1);
  });
});
