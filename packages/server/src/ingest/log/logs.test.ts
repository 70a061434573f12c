import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../../test/credentials.ts';
import { sendBatch } from '../../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../../test/server.ts';

let server: TestServer;
let key: Credential;
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-21T10:00:00Z' });
  key = await server.ingestKey();
});
afterAll(() => server.close());

const error = { kind: 'log', level: 'error', message: 'It failed', source: 'GET /leads' };
const send = async (records: readonly object[]) => (await sendBatch(server, key, records)).body;

const groupOf = async (message: string) => {
  const { rows } = await server.owner.query(
    `select g.*, (
       select sum(d.count)::int from error_groups_daily d where d.fingerprint = g.fingerprint
     ) as in_days
     from error_groups g where message = $1`,
    [message],
  );
  return rows[0] as Record<string, unknown> | undefined;
};

describe('a log', () => {
  it('is stored with all that was sent, and names its customers', async () => {
    const record = {
      ...error,
      id: '0193f3a0-7c1b-7abc-8def-0123456789ab',
      message: 'Whole',
      errorType: 'TypeError',
      stack: 'TypeError: Whole\n    at f (/a/b.js:1:2)',
      context: { leadId: 7, deep: { list: [1, null] } },
      traceId: 'a'.repeat(32),
      organizationId: 'acme',
      userId: 'ada',
      sessionId: 's1',
      createdAt: '2026-11-21T09:59:00.123Z',
    };
    expect(await send([record])).toEqual({ accepted: 1, rejected: [], warnings: [] });
    const { rows } = await server.owner.query(
      `select l.*, o.external_id as organization, u.external_id as user_name from system_logs l
       join organizations o on o.id = l.organization_id join users u on u.id = l.user_id
       where l.message = 'Whole'`,
    );
    expect(rows).toEqual([
      expect.objectContaining({
        id: record.id,
        level: 'error',
        source: record.source,
        error_type: record.errorType,
        stack: record.stack,
        context: record.context,
        trace_id: record.traceId,
        session_id: 's1',
        organization: 'acme',
        user_name: 'ada',
        created_at: new Date(record.createdAt),
        received_at: server.clock.now(),
      }),
    ]);
  });

  it.each([
    [{ level: 'fatal' }, 'level must be error, warning, info'],
    [{ message: '' }, 'message is required'],
    [{ source: null }, 'source is required'],
    [{ source: 'taffrail' }, "source must not be taffrail: so the console's own logs are known"],
    [{ stack: 'x'.repeat(32_769) }, 'stack must have at most 32768 characters'],
    [{ context: [1] }, 'context must be an object'],
    [{ createdAt: '2026-08-22T00:00:00Z' }, 'createdAt is more than 90 days ago'],
  ])('is rejected with %j', async (part, message) => {
    expect((await send([{ ...error, ...part }])).rejected).toEqual([
      expect.objectContaining({ index: 0, message }),
    ]);
  });

  it('loses its secrets before it is stored', async () => {
    const secret = 'hunter2hunter2';
    await send([
      {
        ...error,
        message: `Refused: password=${secret}`,
        source: `GET /x?token=${secret}`,
        stack: `Error: Authorization: Bearer ${secret}\n    at f (/a.js:1:2)`,
        context: { headers: { cookie: `sid=${secret}` }, note: `api_key=${secret}` },
      },
    ]);
    const { rows } = await server.owner.query(
      `select to_jsonb(l)::text as row from system_logs l where message like 'Refused:%'
       union all select to_jsonb(g)::text from error_groups g where message like 'Refused:%'`,
    );
    expect(rows).toHaveLength(2);
    for (const { row } of rows) {
      expect(row).toContain('[scrubbed]');
      expect(row).not.toContain(secret);
    }
  });
});

describe('the groups of errors', () => {
  const at = (time: string) => ({ createdAt: `2026-11-21T${time}Z` });

  it('have the first and last time, the count, and the latest message and stack', async () => {
    const group = { ...error, source: 'job groups' };
    await send([
      { ...group, message: 'Group 1 failed', stack: 'first', ...at('08:00:00') },
      { ...group, message: 'Group 3 failed', ...at('09:00:00') },
      { ...group, message: 'Group 2 failed', stack: 'second', ...at('08:30:00') },
    ]);
    expect(await groupOf('Group 3 failed')).toMatchObject({
      stack: 'second',
      first_seen_at: new Date('2026-11-21T08:00:00Z'),
      last_seen_at: new Date('2026-11-21T09:00:00Z'),
      count: 3,
      in_days: 3,
    });
    await send([{ ...group, message: 'Group 0 failed', stack: 'old', ...at('07:00:00') }]);
    expect(await groupOf('Group 3 failed')).toMatchObject({
      stack: 'second',
      first_seen_at: new Date('2026-11-21T07:00:00Z'),
      count: 4,
    });
  });

  it('hold errors only', async () => {
    await send([
      { ...error, level: 'warning', message: 'Mere warning' },
      { ...error, level: 'info', message: 'Mere info' },
    ]);
    expect(await groupOf('Mere warning')).toBeUndefined();
    expect(await groupOf('Mere info')).toBeUndefined();
  });

  it('count a record once, however often it comes', async () => {
    const id = '0193f3a0-7c1b-7abc-8def-0123456789ac';
    const record = { ...error, id, message: 'Only once', ...at('09:00:00') };
    const other = { ...record, id: '0193f3a0-7c1b-7abc-8def-0123456789ad' };
    expect((await send([record, record])).accepted).toBe(2);
    await Promise.all([send([record]), send([record, other]), send([other])]);
    expect(await groupOf('Only once')).toMatchObject({ count: 2, in_days: 2 });
  });

  it('count what comes with a record that sends the batch the slow way', async () => {
    const lead = {
      kind: 'activity',
      id: '0193f3a0-7c1b-7abc-8def-0123456789ae',
      action: 'user.login',
      ...at('09:00:00'),
    };
    await send([lead]);
    const record = { ...error, message: 'Beside what is known' };
    expect((await send([lead, record])).accepted).toBe(2);
    expect(await groupOf('Beside what is known')).toMatchObject({ count: 1, in_days: 1 });
  });

  it('are counted with the rows or not at all', async () => {
    await server.owner.query(`alter table error_groups_daily
      add constraint refuse check (count < 0) not valid`);
    const record = { ...error, message: 'Rolled back' };
    const { status } = await sendBatch(server, key, [record]).catch(() => ({ status: 500 }));
    await server.owner.query('alter table error_groups_daily drop constraint refuse');
    expect(status).toBe(500);
    const { rowCount } = await server.owner.query(
      `select from system_logs where message = 'Rolled back'`,
    );
    expect(rowCount).toBe(0);
    expect(await groupOf('Rolled back')).toBeUndefined();
  });

  it('agree with the rows, whoever wrote at the same time', async () => {
    const batches = Array.from({ length: 12 }, (_, batch) =>
      Array.from({ length: 20 }, (_, n) => ({
        ...error,
        message: `Fault of kind ${'abcde'.charAt((n * 7 + batch) % 5)}`,
        ...at(`0${n % 10}:00:00`),
      })),
    );
    await Promise.all(batches.map(send));
    const { rows } = await server.owner.query(`
      select fingerprint, min(created_at), max(created_at), count(*) from system_logs
      where fingerprint is not null group by 1
      except select fingerprint, first_seen_at, last_seen_at, count from error_groups`);
    expect(rows).toEqual([]);
    const { rowCount } = await server.owner.query(
      `select from error_groups where message like 'Fault of kind%' and count = 48`,
    );
    expect(rowCount).toBe(5);
  });
});

it('the ingest role reads none of it', async () => {
  const { rows } = await server.owner.query(
    `select name, has_table_privilege('taffrail_ingest', name, 'select, insert, update, delete') as may
     from unnest(array['system_logs', 'error_groups', 'error_groups_daily']) as name`,
  );
  expect(rows.map(({ may }) => may as boolean)).toEqual([false, false, false]);
});
