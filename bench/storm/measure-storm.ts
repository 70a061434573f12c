import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type ConsoleProcess, startConsole } from '../console-process.ts';
import { treeCpuSeconds } from '../process-tree.ts';
import { quantile, round } from '../statistics.ts';
import { addChannel, connectSources, get, tell } from './alert-world.ts';
import { startReceiver } from './receiver.ts';

const sources = 200;
const alerts = 10_000;
const stormMs = 60_000;
/** Of each source: so many alerts each, of one service. */
const groups = 5;
const throttle = { messages: 10, seconds: 60 };
const drainedWithinMs = 240_000;

/** What an operator has open while it storms. */
const pages = [
  '/api/v1/attention',
  '/api/v1/dashboard/incidents',
  '/api/v1/incidents',
  '/api/v1/alerts?status=firing',
  '/api/v1/pipeline-runs',
  '/api/v1/dashboard?range=1d',
];

interface PageRead {
  readonly page: string;
  readonly ms: number;
}

/** One page after another, until it is told to end; gives how long each took. */
const readPages = async (running: ConsoleProcess, isOver: () => boolean): Promise<PageRead[]> => {
  const read: PageRead[] = [];
  for (let turn = 0; !isOver(); turn += 1) {
    const page = pages[turn % pages.length] ?? '';
    const startedAt = performance.now();
    await get(running, page);
    read.push({ page, ms: performance.now() - startedAt });
    await sleep(100);
  }
  return read;
};

const p95Of = (read: readonly PageRead[]): number =>
  round(
    quantile(
      read.map(({ ms }) => ms),
      0.95,
    ),
    1,
  );

/** All of them, also where one fails: what is under way must not outlive the console. */
const settled = async (under: readonly Promise<number>[]): Promise<number[]> => {
  const all = await Promise.allSettled(under);
  return all.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
};

/** Gives how many deliveries were turned away at first, and so came twice or more. */
const rage = async (urls: readonly string[]): Promise<number> => {
  const startedAt = performance.now();
  const under: Promise<number>[] = [];
  for (let index = 0; index < alerts; index += 1) {
    const dueMs = (index * stormMs) / alerts - (performance.now() - startedAt);
    if (dueMs > 1) await sleep(dueMs);
    const source = index % sources;
    const group = `${source}-${Math.floor(index / sources) % groups}`;
    const told = tell(urls[source] ?? '', {
      name: `Alert${index}`,
      group,
      service: `service-${group}`,
    });
    // Whoever waits for all hears of it; it must not end the process before.
    told.catch(() => undefined);
    under.push(told);
  }
  const refusals = await settled(under);
  return refusals.filter((count) => count > 0).length;
};

interface Stored {
  readonly alerts: number;
  readonly incidents: number;
  readonly unread: number;
  readonly openRuns: number;
  readonly runs: number;
}

const look = async (owner: pg.Client): Promise<Stored> => {
  const { rows } = await owner.query<Stored>(
    `select (select count(*)::int from alerts where source_kind = 'alertmanager') as alerts,
       (select count(distinct incident_id)::int from incident_alerts
         where is_current and source_kind = 'alertmanager')
         as incidents,
       (select count(*)::int from inbox where state = 'waiting') as unread,
       (select count(*)::int from alert_runs where state in ('pending', 'running', 'retrying'))
         as "openRuns",
       (select count(*)::int from alert_runs) as runs`,
  );
  const [row] = rows;
  if (!row) throw new Error('A query without a condition answered no row.');
  return row;
};

const untilDrained = async (owner: pg.Client): Promise<Stored> => {
  const until = Date.now() + drainedWithinMs;
  for (;;) {
    const stored = await look(owner);
    if (stored.unread === 0 && stored.openRuns === 0) return stored;
    if (Date.now() > until) throw new Error(`It did not drain: ${JSON.stringify(stored)}`);
    await sleep(500);
  }
};

const expectIs = (what: string, is: number, expected: number): void => {
  if (is !== expected) throw new Error(`There are ${is} ${what}, not ${expected}.`);
};

/**
 * Ten thousand alerts in a minute from two hundred sources: nothing is lost, they are grouped, few
 * messages go out, and pages answer meanwhile. Gives the 95th percentile of the pages.
 */
export const measureStorm = async (): Promise<number> => {
  const running = await startConsole();
  const receiver = await startReceiver();
  const owner = new pg.Client({ connectionString: running.ownerUrl });
  await owner.connect();
  try {
    await addChannel(running, receiver.url, throttle);
    const urls = await connectSources(running, sources);
    const before = await treeCpuSeconds(running.pid);
    const startedAt = performance.now();
    let isOver = false;
    const reading = readPages(running, () => isOver);
    // Whoever waits for it hears of it; it must not hide what went wrong before.
    reading.catch(() => undefined);
    const repeated = await rage(urls);
    const acknowledgedMs = performance.now() - startedAt;
    isOver = true;
    const read = await reading;
    const stored = await untilDrained(owner);
    const drainedMs = performance.now() - startedAt;
    const after = await treeCpuSeconds(running.pid);
    const cpuMs = (part: 'rest' | 'postgres'): number =>
      round(((after[part] - before[part]) * 1_000) / alerts, 1);
    expectIs('alerts', stored.alerts, alerts);
    expectIs('incidents', stored.incidents, sources * groups);
    const digests = receiver.received.filter(({ body }) => body.includes('notification.digest'));
    const windows = Math.ceil(drainedMs / (throttle.seconds * 1_000)) + 1;
    const allowed = windows * (throttle.messages + 1);
    if (receiver.received.length > allowed)
      throw new Error(`${receiver.received.length} messages were sent, more than ${allowed}.`);
    console.log(
      `    acknowledged in ${round(acknowledgedMs / 1_000, 1)} s (${repeated} turned away at first), all done after ${round(drainedMs / 1_000, 1)} s: ` +
        `${stored.alerts} alerts, ${stored.incidents} incidents, ${stored.runs} runs, ` +
        `${receiver.received.length} messages, ${digests.length} of them digests; ${read.length} pages read; ` +
        `CPU of each alert: console ${cpuMs('rest')} ms, PostgreSQL ${cpuMs('postgres')} ms`,
    );
    for (const page of pages)
      console.log(`    ${page} p95 ${p95Of(read.filter((one) => one.page === page))} ms`);
    return p95Of(read);
  } finally {
    await owner.end();
    await receiver.stop();
    await running.stop();
  }
};
