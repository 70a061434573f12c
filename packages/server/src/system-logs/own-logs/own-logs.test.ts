import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startDatabaseProxy, type DatabaseProxy } from '../../../test/postgres/database-proxy.ts';
import { startTestServer, type TestServer } from '../../../test/server.ts';
import { createLogger, type Logger } from '../../platform/log.ts';
import { keepOwnLogs } from './keep-own-logs.ts';
import { createOwnLogs, type OwnLogs } from './own-logs.ts';

let server: TestServer;
let proxy: DatabaseProxy;
beforeAll(async () => {
  server = await startTestServer({ now: new Date().toISOString() });
  proxy = await startDatabaseProxy({ url: server.urls.ingest });
});
afterAll(async () => {
  await proxy.close();
  await server.close();
});

interface Watched {
  readonly log: Logger;
  readonly ownLogs: OwnLogs;
  readonly lines: string[];
}

const watch = (): Watched => {
  const lines: string[] = [];
  const ownLogs = createOwnLogs({ clock: server.clock, mostWaiting: 5, paceMs: 20 });
  const log = createLogger({
    level: 'debug',
    destination: { write: (line) => void lines.push(line) },
    onTrouble: ownLogs.take,
  });
  return { log, ownLogs, lines };
};

const rowsLike = async (message: string) =>
  (
    await server.owner.query(
      `select level, source, message, error_type, stack, fingerprint, context from system_logs
       where message like $1 order by message`,
      [message],
    )
  ).rows;

describe('own logs', () => {
  it('are the warnings and errors that are written, without their secrets', async () => {
    const { log, ownLogs, lines } = watch();
    const kept = keepOwnLogs(ownLogs, server.urls.ingest);
    log.info('first: nothing to worry about');
    log.warn(
      { pool: 'app', password: 'hunter2hunter2' },
      'first: connection lost, token=abc123def',
    );
    log.error({ err: new RangeError('7 is too many'), reqId: 'r-7' }, 'first: it failed');
    await kept.stop();
    expect(lines).toHaveLength(3);
    expect(await rowsLike('first:%')).toEqual([
      {
        level: 'warning',
        source: 'taffrail',
        message: 'first: connection lost, token=[scrubbed]',
        error_type: null,
        stack: null,
        fingerprint: null,
        context: { pool: 'app', password: '[scrubbed]' },
      },
      {
        level: 'error',
        source: 'taffrail',
        message: 'first: it failed: 7 is too many',
        error_type: 'RangeError',
        stack: expect.stringMatching(/^RangeError: 7 is too many\n {4}at /),
        fingerprint: expect.stringMatching(/^[\da-f-]{36}$/),
        context: { reqId: 'r-7' },
      },
    ]);
    const { rows } = await server.owner.query(
      `select level, is_own, sum(count)::int as count from system_logs_daily
       group by 1, 2 order by 1`,
    );
    expect(rows).toEqual([
      { level: 'error', is_own: true, count: 1 },
      { level: 'warning', is_own: true, count: 1 },
    ]);
  });

  it('wait while the database is away, so many and no more, and say what was lost', async () => {
    const { log, ownLogs, lines } = watch();
    proxy.cut();
    const kept = keepOwnLogs(ownLogs, proxy.urlOf(server.urls.ingest));
    for (let index = 1; index <= 12; index += 1) log.warn(`second: ${index}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
    proxy.mend();
    await vi.waitFor(async () => expect(await rowsLike('second:%')).toHaveLength(5), {
      timeout: 10_000,
    });
    expect((await rowsLike('second:%')).map(({ message }) => message as string)).toEqual(
      [1, 2, 3, 4, 5].map((index) => `second: ${index}`),
    );
    expect(await rowsLike(`7 of Taffrail's own logs%`)).toHaveLength(1);
    // What went wrong meanwhile was written nowhere.
    expect(lines).toHaveLength(12);
    await kept.stop();
  });

  it('are given up where they can never be written', async () => {
    const { log, ownLogs } = watch();
    const written: string[][] = [];
    ownLogs.writeWith(async (logs) => {
      if (logs.some(({ message }) => message.includes('poison'))) throw new Error('No.');
      written.push(logs.map(({ message }) => message));
    });
    log.error('third: poison');
    await vi.waitFor(async () => {
      log.error('third: sound');
      expect(written.flat()).toContain(`1 of Taffrail's own logs were not kept`);
    });
    await ownLogs.stop();
    expect(written.flat()).not.toContain('third: poison');
  });

  it.each([
    ['seldom', 60_000, [1]],
    ['to the end', 10, [1, 4]],
  ])('are told of %s, the first at once', async (_, tellPaceMs, told) => {
    const ownLogs = createOwnLogs({ clock: server.clock, paceMs: 1, tellPaceMs });
    const log = createLogger({
      level: 'debug',
      destination: { write: () => undefined },
      onTrouble: ownLogs.take,
    });
    let written = 0;
    const toldAfter: number[] = [];
    ownLogs.writeWith(async (logs) => {
      written += logs.length;
    });
    log.warn('fifth: before anybody listens');
    await vi.waitFor(() => expect(written).toBe(1));
    ownLogs.tellWith(() => toldAfter.push(written));
    for (const count of [2, 3, 4]) {
      log.warn('fifth: more');
      await vi.waitFor(() => expect(written).toBe(count));
    }
    const [first, last] = told;
    await vi.waitFor(() =>
      expect([toldAfter[0], toldAfter.at(-1)]).toEqual([first, last ?? first]),
    );
    await ownLogs.stop();
  });

  it('bear any text', async () => {
    const { log, ownLogs } = watch();
    const kept = keepOwnLogs(ownLogs, server.urls.ingest);
    log.warn(
      { note: 'a\0b\ud800', long: 'x'.repeat(20_000) },
      `fourth: \0\ud800${'y'.repeat(20_000)}`,
    );
    await kept.stop();
    const [row] = await rowsLike('fourth:%');
    expect(row?.message).toHaveLength(10_000);
    expect(row?.context).toEqual({});
  });
});
