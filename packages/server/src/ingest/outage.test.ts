import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { startDatabaseProxy, type DatabaseProxy } from '../../test/postgres/database-proxy.ts';
import { findRollupDrift } from '../../test/figures/rollup-drift.ts';
import { sendBatch } from '../../test/send-batch.ts';
import { startTestServer, type TestAnswer, type TestServer } from '../../test/server.ts';

let proxy: DatabaseProxy;
let server: TestServer;
let key: Credential;
beforeAll(async () => {
  proxy = await startDatabaseProxy({ url: inject('templateUrl') });
  server = await startTestServer({ ingestUrl: proxy.urlOf });
  key = await server.ingestKey();
});
beforeEach(() => proxy.mend());
afterAll(async () => {
  await server.close();
  await proxy.close();
});

const records = (resourceId: string, count = 3): object[] =>
  Array.from({ length: count }, () => ({
    kind: 'activity',
    id: randomUUID(),
    createdAt: server.clock.now().toISOString(),
    organizationId: 'acme',
    userId: resourceId,
    action: 'lead.created',
    resourceId,
  }));

const send = (batch: readonly object[], idempotencyKey: string = randomUUID()) =>
  sendBatch(server, key, batch, { 'idempotency-key': idempotencyKey });

const countRows = async (resourceId: string): Promise<number> => {
  const { rowCount } = await server.owner.query('select from activity_log where resource_id = $1', [
    resourceId,
  ]);
  return rowCount ?? 0;
};

const expectUnavailable = (answer: TestAnswer): void => {
  expect(answer.status).toBe(503);
  expect(answer.error?.code).toBe('unavailable');
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
};

describe('while the database is away', () => {
  it('answers 503 with Retry-After, and takes batches again when it is back', async () => {
    await send(records('before'));
    proxy.cut();
    expectUnavailable(await send(records('during')));
    expectUnavailable(await send(records('during')));
    proxy.mend();
    expect((await send(records('after'))).status).toBe(200);
    expect(await countRows('during')).toBe(0);
    expect(await countRows('after')).toBe(3);
  });

  it('answers all that wait', async () => {
    proxy.cut();
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(records('waiting'))));
    for (const answer of answers) expectUnavailable(answer);
    expect(await countRows('waiting')).toBe(0);
  });

  it.each(['copy activity_log', 'ingest_count_activity', 'ingest_claim_batches'])(
    'keeps nothing of a batch that it loses the connection over at %s',
    async (words) => {
      const batch = records(`lost at ${words}`);
      proxy.cutBeforeAnswerTo(words);
      expectUnavailable(await send(batch, words));
      expect(await countRows(`lost at ${words}`)).toBe(0);
      proxy.mend();
      expect((await send(batch, words)).body).toMatchObject({ accepted: 3 });
      expect(await countRows(`lost at ${words}`)).toBe(3);
    },
  );

  it('finds out by the key whether a batch was committed whose commit had no answer', async () => {
    const batch = [...records('ambiguous'), { kind: 'unheard of' }];
    proxy.cutBeforeAnswerTo('commit');
    expectUnavailable(await send(batch, 'ambiguous'));
    expect(await countRows('ambiguous')).toBe(3);
    proxy.mend();
    const again = await send(batch, 'ambiguous');
    expect(again.body).toMatchObject({ accepted: 3, rejected: [{ index: 3 }] });
    expect(await countRows('ambiguous')).toBe(3);
    expect(await findRollupDrift(server.owner)).toEqual([]);
  });

  it('finds out by the ids of the records, when there is no key', async () => {
    const batch = records('ambiguous without a key');
    proxy.cutBeforeAnswerTo('commit');
    expectUnavailable(await sendBatch(server, key, batch));
    proxy.mend();
    expect((await sendBatch(server, key, batch)).body.accepted).toBe(3);
    expect(await countRows('ambiguous without a key')).toBe(3);
    expect(await findRollupDrift(server.owner)).toEqual([]);
  });

  it('survives its connections being ended by an administrator', async () => {
    await send(records('before the end'));
    await server.owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and usename = 'taffrail_ingest'`,
    );
    // The pool may not have heard of it yet: then the sender is told to come again.
    const first = await send(records('after the end'));
    expect([200, 503]).toContain(first.status);
    const second = await send(records('after the end'));
    expect(second.status).toBe(200);
  });
});

describe('a batch that cannot be written', () => {
  beforeAll(() =>
    server.owner.query(`
      create function refuse_poison() returns trigger language plpgsql as $$
      begin
        if new.resource_id = 'poison' then raise exception 'this row is poison'; end if;
        return new;
      end $$;
      create trigger refuse_poison before insert on activity_log
        for each row execute function refuse_poison()`),
  );

  it('fails alone, and its neighbours of the same transaction are kept', async () => {
    const good = Array.from({ length: 20 }, (_, index) => `neighbour ${index}`);
    // The first ones keep the writers busy, so that the others share a transaction.
    const names = good.toSpliced(10, 0, 'poison');
    const answers = await Promise.allSettled(names.map((name) => send(records(name))));
    const [poisoned] = answers.splice(10, 1);
    // The harness throws an answer of 500 with what was logged: the cause is there to be found.
    expect(poisoned).toMatchObject({
      status: 'rejected',
      reason: { message: expect.stringContaining('this row is poison') },
    });
    for (const answer of answers)
      expect(answer).toMatchObject({ status: 'fulfilled', value: { status: 200 } });
    for (const name of good) expect(await countRows(name)).toBe(3);
    expect(await countRows('poison')).toBe(0);
    expect(await findRollupDrift(server.owner)).toEqual([]);
  });
});

describe('transactions that meet', () => {
  it('are done again when Postgres ends one of them as dead-locked', async () => {
    const day = server.clock.now();
    await send(records('first'));
    await send(records('second'));
    const { rows } = await server.owner.query(
      'select user_id from active_users_daily order by user_id limit 2',
    );
    expect(rows).toHaveLength(2);
    const other = await server.owner.connect();
    try {
      const lock = (userId: string) =>
        other.query('select from active_users_daily where user_id = $1 for update', [userId]);
      await other.query('begin');
      // So that it is the batch that Postgres ends.
      await other.query(`set local deadlock_timeout = '60s'`);
      const [low, high] = rows.map((row: { user_id: string }) => row.user_id);
      await lock(String(high));
      const batch = [low, high].map((userId) => ({
        kind: 'activity',
        id: randomUUID(),
        userId,
        action: 'user.login',
        createdAt: day.toISOString(),
        organizationId: 'acme',
      }));
      const answer = send(batch);
      await waitForLock(server);
      await lock(String(low));
      await other.query('commit');
      expect((await answer).body).toMatchObject({ accepted: 2 });
    } finally {
      other.release();
    }
    expect(await findRollupDrift(server.owner)).toEqual([]);
  });
});

/** Until a statement of ingest waits for a row. */
const waitForLock = async ({ owner }: TestServer): Promise<void> => {
  for (;;) {
    const { rowCount } = await owner.query(
      `select from pg_stat_activity
       where datname = current_database() and usename = 'taffrail_ingest'
         and wait_event_type = 'Lock'`,
    );
    if (rowCount) return;
  }
};
