import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeIncident } from '../../../test/incidents/make-incidents.ts';
import { readAudit } from '../../../test/read-audit.ts';
import { startTestServer, type TestServer } from '../../../test/server.ts';
import { makeToken } from './acknowledge-link.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const channelId = '01a1fd8c-6900-72cf-bae7-d4c8cfb1cb46';
const linkTo = (incidentId: string): string =>
  `/acknowledge/${makeToken(server.secret, { incidentId, channelId }, server.clock.now())}`;
const stateOf = async (id: string): Promise<unknown> => {
  const { rows } = await server.owner.query('select state, owner_id from incidents where id = $1', [
    id,
  ]);
  return rows[0];
};
const form = { 'content-type': 'application/x-www-form-urlencoded' };

describe('a link to acknowledge', () => {
  it('shows a page that changes nothing, whoever follows it', async () => {
    const { id } = await makeIncident(server, { title: '<script>alert(1)</script>' });
    const page = await server.inject(`GET ${linkTo(id)}`);
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['cache-control']).toBe('no-store');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page.text).not.toContain('<script');
    expect(page.text).not.toMatch(/ style=| on[a-z]+=/);
    expect(page.text).toContain('<form method="post">');
    const head = await server.inject(`HEAD ${linkTo(id)}`);
    expect(head.status).toBe(200);
    expect(await stateOf(id)).toMatchObject({ state: 'open' });
    expect((await server.inject('GET /acknowledge/style.css')).headers['content-type']).toContain(
      'text/css',
    );
  });

  it('acknowledges by POST, once, and says by what link', async () => {
    const { id } = await makeIncident(server);
    const link = linkTo(id);
    const first = await server.inject(`POST ${link}`, { headers: form, body: '' });
    expect(first.status).toBe(303);
    expect(first.headers['location']).toBe(link);
    expect(await stateOf(id)).toEqual({ state: 'acknowledged', owner_id: null });
    expect((await server.inject(`POST ${link}`, { headers: form, body: '' })).status).toBe(303);
    const audit = await readAudit(server, 'incident.acknowledged');
    expect(audit.filter(({ target_id }) => target_id === id)).toMatchObject([
      { actor_kind: 'system', actor_label: 'link sent to a channel that was removed' },
    ]);
    const page = await server.inject(`GET ${link}`);
    expect(page.text).toContain('It was acknowledged at');
    expect(page.text).not.toContain('<form');
  });

  it('gives the incident to whoever is signed in and may act', async () => {
    const { id } = await makeIncident(server);
    const maria = await server.operator('operator', { email: 'maria@example.com' });
    const page = await server.inject(`GET ${linkTo(id)}`, { as: maria });
    expect(page.text).toContain('You are signed in as maria@example.com');
    await server.inject(`POST ${linkTo(id)}`, { as: maria, headers: form, body: '' });
    const state = await stateOf(id);
    expect(state).toMatchObject({ state: 'acknowledged' });
    expect(state).not.toMatchObject({ owner_id: null });
    // Whom it is with is said to those who are signed in: links travel.
    expect((await server.inject(`GET ${linkTo(id)}`, { as: maria })).text).toContain(
      'by maria@example.com',
    );
    expect((await server.inject(`GET ${linkTo(id)}`)).text).not.toContain('maria');
  });

  it('is of no use where the incident is over', async () => {
    const { id } = await makeIncident(server, { state: 'resolved' });
    expect((await server.inject(`POST ${linkTo(id)}`, { headers: form, body: '' })).status).toBe(
      303,
    );
    expect(await stateOf(id)).toMatchObject({ state: 'resolved' });
    expect((await server.inject(`GET ${linkTo(id)}`)).text).toContain('It is resolved');
  });

  it('is refused to a page of another origin', async () => {
    const { id } = await makeIncident(server);
    const headers = { ...form, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    expect((await server.inject(`POST ${linkTo(id)}`, { headers, body: '' })).status).toBe(403);
    expect(await stateOf(id)).toMatchObject({ state: 'open' });
  });

  it('says when it is too old, and nothing of what was never ours', async () => {
    const { id } = await makeIncident(server, { title: 'Secret plans' });
    const link = linkTo(id);
    const forged = await server.inject(`POST ${link.slice(0, -2)}AA`, { headers: form, body: '' });
    expect(forged.status).toBe(404);
    expect(forged.text).not.toContain('Secret plans');
    server.clock.advance({ days: 7 });
    const old = await server.inject(`POST ${link}`, { headers: form, body: '' });
    expect(old.status).toBe(410);
    expect(old.text).toContain('too old');
    expect(await stateOf(id)).toMatchObject({ state: 'open' });
  });

  it('leads to the incident that another became part of', async () => {
    const other = await makeIncident(server, { title: 'The whole of it' });
    const { id } = await makeIncident(server, { state: 'closed' });
    await server.owner.query('update incidents set merged_into = $1 where id = $2', [other.id, id]);
    expect((await server.inject(`GET ${linkTo(id)}`)).text).toContain('The whole of it');
  });

  it('can be tried so often from one network', async () => {
    const call = () => server.inject('GET /acknowledge/x', { remoteAddress: '198.51.100.7' });
    for (let number = 0; number < 30; number += 1) expect((await call()).status).toBe(404);
    const busy = await call();
    expect(busy.status).toBe(429);
    expect(busy.headers['retry-after']).toBe('2');
    server.clock.advance({ seconds: 2 });
    expect((await call()).status).toBe(404);
  });
});
