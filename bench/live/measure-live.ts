import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { hashToken, randomToken } from '../../packages/server/src/access/random-token.ts';
import { makeRows } from '../activity-rows.ts';
import { type ConsoleProcess, startConsole } from '../console-process.ts';
import type { Measured } from '../figures.ts';
import { treeCpuSeconds } from '../process-tree.ts';
import { quantile, round } from '../statistics.ts';
import { send, startTraffic, type Traffic } from './traffic.ts';
import { startWatcher, type Watcher } from './watcher.ts';

const watchers = 50;
const settleMs = 5_000;
const measuredMs = 30_000;
const historyRows = 5_000;

/** The cookies of operators who are signed in, each in a browser of their own. */
const signIn = async (running: ConsoleProcess, count: number): Promise<string[]> => {
  const owner = new pg.Client({ connectionString: running.ownerUrl });
  await owner.connect();
  const tokens = Array.from({ length: count }, randomToken);
  await owner.query(
    `with made as (
       insert into operators (id, email, name, role, created_at)
       select gen_random_uuid(), 'watcher-' || n || '@example.com', 'Watcher', 'operator', now()
       from generate_series(1, $2::int) as n
       returning id
     )
     insert into operator_sessions (token_hash, operator_id, created_at, last_used_at, expires_at)
     select hash, id, now(), now(), now() + interval '1 day'
     from (select id, row_number() over () as n from made) as operator
     join unnest($1::bytea[]) with ordinality as session (hash, n) using (n)`,
    [tokens.map(hashToken), count],
  );
  await owner.end();
  const name = `taffrail_session_${new URL(running.url).port}`;
  return tokens.map((token) => `${name}=${token}`);
};

interface Share {
  readonly server: number;
  readonly postgres: number;
}

/** Percent of one core, over a while. */
const measureCpu = async (pid: number): Promise<Share> => {
  const before = await treeCpuSeconds(pid);
  const startedAt = performance.now();
  await sleep(measuredMs);
  const after = await treeCpuSeconds(pid);
  const percent = (seconds: number): number =>
    (seconds * 100_000) / (performance.now() - startedAt);
  return {
    server: percent(after.rest - before.rest),
    postgres: percent(after.postgres - before.postgres),
  };
};

/** From the commit until it was told, and until the row was in the hands of each watcher. */
const measureDelays = (traffic: Traffic, all: readonly Watcher[], from: number, to: number) => {
  const toMessage: number[] = [];
  const toRow: number[] = [];
  for (const [id, committedAt] of traffic.committedAt) {
    if (committedAt < from || committedAt > to) continue;
    for (const { messagesAt, seenAt } of all) {
      // The message may overtake the answer that acknowledges the batch.
      const told = messagesAt.find((at) => at > committedAt - 5) ?? Infinity;
      toMessage.push(Math.max(0, told - committedAt));
      toRow.push(Math.max(0, (seenAt.get(id) ?? Infinity) - committedAt));
    }
  }
  return { toMessage, toRow };
};

/** What watching costs: the same traffic, without watchers and with them. */
export const measureLive = async (): Promise<Measured> => {
  const running = await startConsole();
  const { promise: failed, reject: fail } = Promise.withResolvers<never>();
  const all: Watcher[] = [];
  let traffic: Traffic | undefined;
  try {
    const cookies = await signIn(running, watchers);
    await send(
      running,
      makeRows(historyRows, Date.now()).map(({ json }) => json),
    );
    traffic = startTraffic(running);
    await sleep(settleMs);
    const alone = await measureCpu(running.pid);

    all.push(...cookies.map((cookie) => startWatcher(running.url, cookie, fail)));
    await Promise.race([sleep(settleMs), failed]);
    const readsBefore = all.reduce((sum, { reads }) => sum + reads, 0);
    const from = performance.now();
    const watched = await Promise.race([measureCpu(running.pid), failed]);
    const reads = all.reduce((sum, watcher) => sum + watcher.reads, 0) - readsBefore;
    const to = performance.now();
    await sleep(2_000);
    const { toMessage, toRow } = measureDelays(traffic, all, from, to);
    console.log(
      `    without watchers ${round(alone.server, 1)} %, Postgres ${round(alone.postgres, 1)} %; ` +
        `with ${watchers} ${round(watched.server, 1)} %, Postgres ${round(watched.postgres, 1)} %; ` +
        `${round((reads * 1_000) / measuredMs, 0)} reads a second\n` +
        `    commit to message ${round(quantile(toMessage, 0.5), 0)} ms, p95 ` +
        `${round(quantile(toMessage, 0.95), 0)} ms; commit to row ` +
        `${round(quantile(toRow, 0.5), 0)} ms, p95 ${round(quantile(toRow, 0.95), 0)} ms`,
    );
    return {
      liveWatchersCorePercent: round(watched.server - alone.server, 1),
      liveDelayMs: round(quantile(toRow, 0.95), 0),
    };
  } finally {
    for (const watcher of all) watcher.stop();
    await traffic?.stop();
    await running.stop();
  }
};
