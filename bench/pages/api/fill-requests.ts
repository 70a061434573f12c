import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { ensurePartitions } from '../../../packages/server/src/platform/db/partitions.ts';
import {
  latencyBucket,
  packHistogram,
} from '../../../packages/server/src/platform/latency-histogram.ts';
import { hourDays, minuteDays } from '../../../packages/server/src/api-metrics/partitions.ts';
import { doAll, listPartitions, refill } from './refill.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const days = hourDays;
/** So many requests as are asked for come in so many days; there are those of three times as many. */
const requestDays = 30;

const nouns = ['leads', 'companies', 'contacts', 'tasks', 'tickets', 'jobs', 'invoices', 'members'];

export const endpoints: readonly { readonly endpoint: string; readonly method: string }[] = [
  ...nouns.flatMap((noun) => [
    { endpoint: `/api/${noun}`, method: 'GET' },
    { endpoint: `/api/${noun}/:id`, method: 'GET' },
    { endpoint: `/api/${noun}`, method: 'POST' },
  ]),
  { endpoint: '/api/search', method: 'GET' },
  { endpoint: '/api/session', method: 'POST' },
  { endpoint: '/api/session', method: 'DELETE' },
  { endpoint: '/api/export', method: 'GET' },
  { endpoint: '/api/leads/:id', method: 'PATCH' },
  { endpoint: '(unmatched)', method: 'GET' },
];

/** Like all that follows: the same in every run. */
const makeRandom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

/** Of one kind of request and one status: requests by bucket. Number 0 is all kinds together. */
type Cells = Map<number, number>;
type Kinds = Map<number, Map<number, Cells>>;

const count = (kinds: Kinds, kind: number, status: number, bucket: number): void => {
  let statuses = kinds.get(kind);
  if (statuses === undefined) kinds.set(kind, (statuses = new Map()));
  let cells = statuses.get(status);
  if (cells === undefined) statuses.set(status, (cells = new Map()));
  cells.set(bucket, (cells.get(bucket) ?? 0) + 1);
};

const addTo = (kinds: Kinds, other: Kinds): void => {
  for (const [kind, statuses] of other)
    for (const [status, cells] of statuses)
      for (const [bucket, number] of cells) {
        let known = kinds.get(kind)?.get(status);
        if (known === undefined) {
          const ofKind = kinds.get(kind) ?? new Map<number, Cells>();
          kinds.set(kind, ofKind.set(status, (known = new Map())));
        }
        known.set(bucket, (known.get(bucket) ?? 0) + number);
      }
};

const statusOf = (draw: number): number => {
  if (draw < 0.955) return 200;
  if (draw < 0.99) return 404;
  return draw < 0.995 ? 401 : 500;
};

/** Response times are log-normal around a median of the kind's own, from 5 to 120 ms. */
const drawInto = (kinds: Kinds, requests: number, random: () => number): void => {
  for (let number = 0; number < requests; number += 1) {
    const kind = Math.floor(endpoints.length * random() ** 2);
    const status = statusOf(random());
    const spread = random() + random() + random() - 1.5;
    const bucket = latencyBucket((5 + 4 * kind) * Math.exp(1.2 * spread));
    count(kinds, kind + 1, status, bucket);
    count(kinds, 0, status, bucket);
  }
};

function* toLines(bucket: string, kinds: Kinds): Generator<string> {
  for (const [kind, statuses] of kinds) {
    const { endpoint, method } = endpoints[kind - 1] ?? { endpoint: '', method: '' };
    for (const [status, cells] of statuses)
      yield `${bucket}\t${endpoint}\t${method}\t${status}\t\\\\x${packHistogram(cells).toString('hex')}\n`;
  }
}

/** Lines of COPY by the partition that they belong in. */
type Lines = Map<string, string[]>;

const put = (lines: Lines, table: string, bucket: string, kinds: Kinds): void => {
  let ofTable = lines.get(table);
  if (ofTable === undefined) lines.set(table, (ofTable = []));
  ofTable.push([...toLines(bucket, kinds)].join(''));
};

const dayNameOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

const makeLines = (requests: number, before: Date): Lines => {
  const lines: Lines = new Map();
  const random = makeRandom(42);
  const perMinute = requests / (requestDays * 24 * 60);
  const firstMinute = before.getTime() - minuteDays * dayMs;
  const first = Math.floor((before.getTime() - days * dayMs) / dayMs) * dayMs;
  let drawn = 0;
  let ofWeek: Kinds = new Map();
  let weekName = '';
  for (let day = first; day < before.getTime(); day += dayMs) {
    const ofDay: Kinds = new Map();
    const dayName = dayNameOf(day);
    const isMonday = new Date(day).getUTCDay() === 1;
    if (isMonday || weekName === '') {
      put(lines, 'api_metrics_weekly', weekName, ofWeek);
      ofWeek = new Map();
      weekName = dayNameOf(day - ((new Date(day).getUTCDay() + 6) % 7) * dayMs);
    }
    for (let hour = day; hour < Math.min(day + dayMs, before.getTime()); hour += hourMs) {
      const ofHour: Kinds = new Map();
      for (
        let minute = hour;
        minute < Math.min(hour + hourMs, before.getTime());
        minute += minuteMs
      ) {
        const due = Math.round(((minute - first) / minuteMs + 1) * perMinute) - drawn;
        drawn += due;
        const ofMinute: Kinds = minute < firstMinute ? ofHour : new Map();
        drawInto(ofMinute, due, random);
        if (ofMinute === ofHour) continue;
        const name = `api_metrics_minutely_${dayName.replaceAll('-', '_')}`;
        put(lines, name, new Date(minute).toISOString(), ofMinute);
        addTo(ofHour, ofMinute);
      }
      const month = dayName.slice(0, 7).replace('-', '_');
      put(lines, `api_metrics_hourly_${month}`, new Date(hour).toISOString(), ofHour);
      addTo(ofDay, ofHour);
    }
    put(lines, 'api_metrics_daily', dayName, ofDay);
    addTo(ofWeek, ofDay);
  }
  put(lines, 'api_metrics_weekly', weekName, ofWeek);
  return lines;
};

const copyInto =
  (lines: readonly string[]) =>
  (owner: pg.ClientBase, table: string): Promise<unknown> =>
    pipeline(
      Readable.from(lines),
      owner.query(
        copyFrom(`copy ${table} (bucket, endpoint, method, status_code, histogram) from stdin`),
      ),
    );

/**
 * The rollups of so many requests a month, of thirty kinds, as three months of them leave behind: no
 * page reads the rows of requests themselves. Days are those of UTC.
 */
export const fillRequests = async (
  ownerUrl: string,
  { requests, before }: { requests: number; before: Date },
): Promise<void> => {
  const lines = makeLines(requests, before);
  const tables: string[] = ['api_metrics_daily', 'api_metrics_weekly'];
  await doAll(ownerUrl, [
    async (owner) => {
      // A new console has none for what it does not take any more.
      await ensurePartitions(
        owner,
        [{ table: 'api_metrics_hourly', every: 'month', keepDays: hourDays, acceptDays: days + 1 }],
        before,
      );
      for (const table of ['api_metrics_hourly', 'api_metrics_minutely'])
        tables.push(...(await listPartitions(owner, table)));
    },
  ]);
  await doAll(
    ownerUrl,
    tables.map((table) => (owner) => refill(owner, table, copyInto(lines.get(table) ?? []))),
  );
};
