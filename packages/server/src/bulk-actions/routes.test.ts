import type { BulkAction, BulkActionRow } from '@taffrail/contract';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { explainQueries } from '../../test/explain.ts';
import { makeIncident } from '../../test/incidents/make-incidents.ts';
import { readAudit } from '../../test/read-audit.ts';
import { makeJobsDue, runJobs } from '../../test/run-jobs.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { listBulkActionRecords } from './bulk-actions.store.ts';
import { listRows } from './rows.store.ts';

let server: TestServer;
let operator: Credential;
let viewer: Credential;
beforeAll(async () => {
  server = await startTestServer();
  operator = await server.operator('operator', { email: 'maria@example.com' });
  viewer = await server.operator('viewer');
});
afterAll(() => server.close());

const api = '/api/v1/bulk-actions';
const makeIncidents = async (count: number, service = 'checkout'): Promise<string[]> => {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1)
    ids.push((await makeIncident(server, { title: `Incident ${n}`, service })).id);
  return ids;
};

interface Asked {
  id?: string;
  action?: string;
  target: object;
  expectedCount: number;
  note?: string;
}
const start = (asked: Asked, as = operator) =>
  server.inject(`POST ${api}`, {
    as,
    body: { id: randomUUID(), action: 'incidents.acknowledge', ...asked },
  });
const preview = (target: object, as = operator) =>
  server.inject(`POST ${api}/preview`, { as, body: { action: 'incidents.acknowledge', target } });
const read = async (id: string): Promise<BulkAction> =>
  (await server.inject(`GET ${api}/${id}`, { as: viewer })).body;
const rowsOf = async (id: string, query = {}): Promise<BulkActionRow[]> =>
  (await server.inject(`GET ${api}/${id}/rows`, { as: viewer, query })).body.items;
const stateOf = async (id: string): Promise<string> =>
  (await server.owner.query('select state from incidents where id = $1', [id])).rows[0].state;

describe('POST /api/v1/bulk-actions/preview', () => {
  it('says how many it would change, how many it would skip, and why', async () => {
    const ids = await makeIncidents(2);
    const { id: resolved } = await makeIncident(server, { state: 'resolved' });
    const { id: acknowledged } = await makeIncident(server, { state: 'acknowledged' });
    const gone = randomUUID();
    const { body } = await preview({ ids: [...ids, resolved, acknowledged, gone, ids[0]] });
    expect(body).toMatchObject({ action: 'incidents.acknowledge', count: 5, acting: 2 });
    expect(body.skipped.map(({ count }: { count: number }) => count)).toEqual([1, 1, 1]);
    expect(JSON.stringify(body.skipped)).toContain('It is not there any more.');
    expect(await stateOf(ids[0] ?? '')).toBe('open');
  });

  it('counts what a filter gives', async () => {
    await makeIncidents(3, 'counted');
    expect((await preview({ filter: { service: 'counted' } })).body).toMatchObject({
      count: 3,
      acting: 3,
      skipped: [],
    });
  });

  it('refuses a filter that the list does not have, and targets of both kinds', async () => {
    expect((await preview({ filter: { colour: 'red' } })).error?.code).toBe('invalid_request');
    const both = { filter: {}, ids: [randomUUID()] };
    expect((await preview(both)).error?.code).toBe('invalid_request');
  });

  it('is for those who may do what it would do', async () => {
    const { status, error } = await preview({ ids: [randomUUID()] }, viewer);
    expect(status).toBe(403);
    expect(error?.details).toMatchObject({ permission: 'incidents.act' });
  });
});

describe('a bulk action', () => {
  it('works through its rows, keeps what became of each, and audits all of it', async () => {
    const ids = await makeIncidents(3);
    const { id: closed, number } = await makeIncident(server, { state: 'closed', title: 'Old' });
    const asked = { target: { ids: [...ids, closed] }, expectedCount: 4 };
    const { status, body } = await start(asked);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      state: 'waiting',
      createdBy: 'maria@example.com',
      total: 4,
      pending: 4,
      filter: null,
    });
    expect(await stateOf(ids[0] ?? '')).toBe('open');
    await runJobs(server);
    expect(await read(body.id)).toMatchObject({
      state: 'done',
      pending: 0,
      done: 3,
      skipped: 1,
      failed: 0,
      failure: null,
    });
    const rows = await rowsOf(body.id);
    expect(rows.map(({ targetId, state }) => [targetId, state])).toEqual([
      ...ids.map((id) => [id, 'done']),
      [closed, 'skipped'],
    ]);
    expect(rows[3]?.label).toBe(`#${number} Old`);
    expect(rows[3]?.reason).not.toBeNull();
    for (const id of ids) expect(await stateOf(id)).toBe('acknowledged');
    const audited = (await readAudit(server, 'incident.acknowledged')).filter(({ target_id: id }) =>
      ids.includes(String(id)),
    );
    expect(audited).toHaveLength(3);
    expect(audited[0]).toMatchObject({ actor_kind: 'operator', actor_label: 'maria@example.com' });
    expect((await readAudit(server, 'bulk_action.started')).at(-1)).toMatchObject({
      target_id: body.id,
      after: { action: 'incidents.acknowledge', count: 4 },
    });
  });

  it('takes all that match, as they match when it is begun', async () => {
    const ids = await makeIncidents(3, 'snapshot');
    const target = { filter: { service: 'snapshot' } };
    const { body } = await start({ target, expectedCount: 3 });
    const [late] = await makeIncidents(1, 'snapshot');
    await runJobs(server);
    expect(await read(body.id)).toMatchObject({ done: 3, filter: { service: 'snapshot' } });
    expect((await rowsOf(body.id)).map(({ targetId }) => targetId).toSorted()).toEqual(
      ids.toSorted(),
    );
    expect(await stateOf(late ?? '')).toBe('open');
  });

  it('does nothing where another number is found than was shown', async () => {
    const ids = await makeIncidents(2, 'moved');
    const { status, error } = await start({
      target: { filter: { service: 'moved' } },
      expectedCount: 1,
    });
    expect(status).toBe(409);
    expect(error?.message).toBe('Now it is about 2 rows, not 1: look again.');
    expect(error?.details).toMatchObject({ count: 2 });
    await runJobs(server);
    expect(await stateOf(ids[0] ?? '')).toBe('open');
  });

  it('is the same when it is sent again', async () => {
    const ids = await makeIncidents(1);
    const id = randomUUID();
    const asked = { id, target: { ids }, expectedCount: 1 };
    const [one, two] = await Promise.all([start(asked), start(asked)]);
    expect([one.body.id, two.body.id]).toEqual([id, id]);
    await runJobs(server);
    expect((await start(asked)).body).toMatchObject({ id, state: 'done', done: 1 });
    expect(await rowsOf(id)).toHaveLength(1);
    const others = await server.operator('operator', { email: 'noor@example.com' });
    expect((await start(asked, others)).error?.code).toBe('conflict');
  });

  it('says what it was by a note, and what is not possible any more is skipped', async () => {
    const [first = '', second = ''] = await makeIncidents(2);
    const { body } = await start({
      action: 'incidents.resolve',
      target: { ids: [first, second] },
      expectedCount: 2,
      note: 'The bank was down.',
    });
    const meanwhile = await server.inject(`POST /api/v1/incidents/${second}/resolve`, {
      as: operator,
      body: {},
    });
    expect(meanwhile.status).toBe(200);
    await runJobs(server);
    expect(await read(body.id)).toMatchObject({ done: 1, skipped: 1, note: 'The bank was down.' });
    const { rows } = await server.owner.query(
      'select resolution_note from incidents where id = $1',
      [first],
    );
    expect(rows[0].resolution_note).toBe('The bank was down.');
  });

  it('ends with the rows that were worked through when it is cancelled', async () => {
    const ids = await makeIncidents(2);
    const { body } = await start({ target: { ids }, expectedCount: 2 });
    const cancel = (as: Credential) => server.inject(`POST ${api}/${body.id}/cancel`, { as });
    expect((await cancel(viewer)).status).toBe(403);
    expect((await cancel(operator)).body).toMatchObject({
      state: 'cancelled',
      pending: 2,
      cancelledBy: 'maria@example.com',
    });
    expect((await cancel(operator)).body.state).toBe('cancelled');
    await runJobs(server);
    expect(await read(body.id)).toMatchObject({ state: 'cancelled', done: 0, pending: 2 });
    expect(await stateOf(ids[0] ?? '')).toBe('open');
    expect(await readAudit(server, 'bulk_action.cancelled')).toHaveLength(1);
  });

  it('cannot be cancelled once it is done', async () => {
    const ids = await makeIncidents(1);
    const { body } = await start({ target: { ids }, expectedCount: 1 });
    await runJobs(server);
    const { error } = await server.inject(`POST ${api}/${body.id}/cancel`, { as: operator });
    expect(error?.code).toBe('conflict');
  });
});

describe('a row that fails', () => {
  const stumble = (condition: string, code: string) =>
    server.owner.query(`
      create or replace function stumble() returns trigger language plpgsql as $$ begin
        if ${condition} then raise exception 'the disk is full' using errcode = '${code}'; end if;
        return new;
      end $$;
      create or replace trigger stumble before update on incidents
        for each row execute function stumble()`);
  const recover = () => server.owner.query('drop function stumble cascade');

  it('is failed, and the next has its turn', async () => {
    const ids = await makeIncidents(3);
    await stumble(`new.id = '${ids[1]}'`, 'P0001');
    const { body } = await start({ target: { ids }, expectedCount: 3 });
    await runJobs(server);
    await recover();
    expect(await read(body.id)).toMatchObject({ state: 'done', done: 2, failed: 1 });
    const [failed] = await rowsOf(body.id, { state: 'failed' });
    expect(failed).toMatchObject({ position: 1, targetId: ids[1] });
    expect(failed?.reason).not.toContain('disk');
    expect(await stateOf(ids[1] ?? '')).toBe('open');
  });

  it('for want of the database is tried again, and nothing is done twice', async () => {
    const ids = await makeIncidents(4);
    await stumble(`new.id = '${ids[2]}'`, '57P01');
    const { body } = await start({ target: { ids }, expectedCount: 4 });
    await runJobs(server);
    expect(await read(body.id)).toMatchObject({
      state: 'running',
      done: 2,
      pending: 2,
      failure: 'the disk is full',
    });
    await recover();
    await makeJobsDue(server);
    await runJobs(server);
    expect(await read(body.id)).toMatchObject({ state: 'done', done: 4, failed: 0, failure: null });
    const { rows } = await server.owner.query(
      `select incident_id, count(*) from incident_events
       where kind = 'acknowledged' and incident_id = any ($1) group by 1`,
      [ids],
    );
    expect(rows.map(({ count }) => count)).toEqual([1, 1, 1, 1]);
  });
});

describe('what was done', () => {
  it('is listed newest first, by action and state, and paged', async () => {
    const { body: all } = await server.inject(`GET ${api}`, { as: viewer, query: { limit: 200 } });
    const items: BulkAction[] = all.items;
    expect(items.length).toBeGreaterThan(5);
    const { body: cancelled } = await server.inject(`GET ${api}`, {
      as: viewer,
      query: { state: 'cancelled', action: 'incidents.acknowledge' },
    });
    expect(cancelled.items).toHaveLength(1);
    const { body: first } = await server.inject(`GET ${api}`, { as: viewer, query: { limit: 2 } });
    const { body: next } = await server.inject(`GET ${api}`, {
      as: viewer,
      query: { limit: 2, cursor: first.nextCursor },
    });
    expect([...first.items, ...next.items].map(({ id }) => id)).toEqual(
      items.slice(0, 4).map(({ id }) => id),
    );
  });

  it('has its rows page by page, and as CSV', async () => {
    const ids = await makeIncidents(3);
    const { body } = await start({ target: { ids }, expectedCount: 3 });
    await runJobs(server);
    const page = await server.inject(`GET ${api}/${body.id}/rows`, {
      as: viewer,
      query: { limit: 2 },
    });
    expect(page.body.nextCursor).toBe('1');
    expect(await rowsOf(body.id, { limit: 2, cursor: '1' })).toMatchObject([{ position: 2 }]);
    const csv = await server.inject(`GET ${api}/${body.id}/export`, { as: viewer });
    const lines = csv.text.trim().split('\r\n');
    expect(lines[0]).toBe('position,targetId,label,outcome,reason,at');
    expect(lines).toHaveLength(4);
    expect(lines[1]).toContain(`1,${ids[0]}`);
    expect((await readAudit(server, 'bulk_action_rows.exported')).at(-1)?.['after']).toMatchObject({
      rows: 3,
      complete: true,
    });
  });

  it('is not for those who may not see incidents', async () => {
    const finance = await server.operator('finance');
    expect((await server.inject(`GET ${api}`, { as: finance })).status).toBe(403);
    expect((await server.inject(`GET ${api}/${randomUUID()}`, { as: viewer })).status).toBe(404);
  });

  it('is read by an index in its order, however much there is', async () => {
    const id = randomUUID();
    await server.owner.query(
      `insert into bulk_actions (id, created_at, created_by, actor_kind, actor_id, action, state,
         rows_total)
       select case n when 1 then $1 else gen_random_uuid() end, now() - n * interval '1 hour',
         'maria@example.com', 'operator', gen_random_uuid(), 'incidents.acknowledge', 'running',
         10000
       from generate_series(1, 3000) as n`,
      [id],
    );
    await server.owner.query(
      `insert into bulk_action_rows (bulk_action_id, position, target_id, label, state, at)
       select $1, n, gen_random_uuid(), 'Row ' || n,
         case when n % 100 = 0 then 'failed' else 'done' end, now()
       from generate_series(0, 9999) as n`,
      [id],
    );
    await server.owner.query('analyze bulk_actions, bulk_action_rows');
    const page = { limit: 51, after: undefined };
    const queries = await explainQueries(server.urls.app, async (db) => {
      await listBulkActionRecords(db, {}, page);
      await listBulkActionRecords(db, { state: 'running' }, page);
      await listRows(db, { id }, { ...page, after: 5_000 });
      await listRows(db, { id, state: 'failed' }, page);
    });
    expect(queries).toHaveLength(4);
    for (const { scanned, touched, sortedRows } of queries) {
      expect(scanned).toEqual([]);
      expect(sortedRows).toBe(0);
      // Nearly all are running here: the few others are passed over.
      expect(Math.max(...Object.values(touched))).toBeLessThan(100);
    }
  });
});
