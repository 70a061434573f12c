import type { HookDriver } from '../inbox/inbox.ts';

/** What autocannon would report of a second in which nothing went wrong. */
export const sampleReport: HookDriver['sample'] = ({ id, now }) => ({
  headers: { 'content-type': 'application/json' },
  query: { plan: 'Try the source out', run: id, exit_code: '0' },
  body: Buffer.from(
    JSON.stringify({
      url: 'http://localhost/',
      connections: 1,
      duration: 1,
      start: new Date(now.getTime() - 1_000).toISOString(),
      finish: now.toISOString(),
      errors: 0,
      timeouts: 0,
      requests: { total: 10, average: 10 },
      latency: { average: 5, p97_5: 8 },
      statusCodeStats: { 200: { count: 10 } },
    }),
  ),
});
