import type { LoadTestRoute } from '@taffrail/contract';
import { Unreadable } from '../../inbox/inbox.ts';
import type { Report, ReportedSample } from '../report.ts';
import { toToldTimeline } from '../timeline/told-timeline.ts';
import { bareFailure } from './bare-failure.ts';
import { countAt, numberAt, textAt, toMoment, type ForeignRecord } from './foreign.ts';
import type { LoadTestFormat } from './load-test-format.ts';
import { readCsv } from './read-csv.ts';

/** The files that `locust --csv` writes, told apart by their first line. */
const headers = {
  stats: ['Type', 'Name', 'Request Count', 'Failure Count'],
  history: ['Timestamp', 'User Count', 'Type', 'Name'],
  failures: ['Method', 'Name', 'Error', 'Occurrences'],
  exceptions: ['Count', 'Message', 'Traceback', 'Nodes'],
} as const;
type FileKind = keyof typeof headers;
const kinds = Object.keys(headers) as FileKind[];

const kindOf = (fields: readonly string[]): FileKind | undefined =>
  kinds.find((kind) => headers[kind].every((name, index) => fields[index] === name));

type Files = Readonly<Record<FileKind, readonly ForeignRecord[] | undefined>>;

/** Several of the files may stand one behind the other: each begins with its header. */
const divide = (rows: readonly string[][]): Files => {
  const files: Partial<Record<FileKind, ForeignRecord[]>> = {};
  let names: readonly string[] = [];
  let file: ForeignRecord[] = [];
  for (const row of rows) {
    const kind = kindOf(row);
    if (kind === undefined) file.push(Object.fromEntries(names.map((name, i) => [name, row[i]])));
    else {
      names = row;
      file = files[kind] ?? [];
      files[kind] = file;
    }
  }
  const { stats, history, failures, exceptions } = files;
  return { stats, history, failures, exceptions };
};

const isTotal = (row: ForeignRecord): boolean => row['Name'] === 'Aggregated';

/** "N/A" before the first answer. */
const readTail = (row: ForeignRecord) => {
  const ms = numberAt(row, '95%');
  return ms === null ? null : { percentile: 95, ms };
};

const readStats = (row: ForeignRecord) => {
  const requests = countAt(row, 'Request Count');
  const hasAny = requests !== null && requests > 0;
  return {
    requests,
    failed: countAt(row, 'Failure Count'),
    averageMs: hasAny ? numberAt(row, 'Average Response Time') : null,
    tail: hasAny ? readTail(row) : null,
  };
};

/** Of the whole run up to then. With `--csv-full-history` percentiles are of the last seconds only. */
const readLast = (row: ForeignRecord, isFull: boolean) => {
  const requests = countAt(row, 'Total Request Count');
  const hasAny = requests !== null && requests > 0;
  return {
    requests,
    failed: countAt(row, 'Total Failure Count'),
    averageMs: hasAny ? numberAt(row, 'Total Average Response Time') : null,
    tail: hasAny && !isFull ? readTail(row) : null,
  };
};

const readTime = (history: readonly ForeignRecord[]) => {
  const seconds = history.flatMap((row) => numberAt(row, 'Timestamp') ?? []);
  const users = history.flatMap((row) => countAt(row, 'User Count') ?? []);
  const [first, last] = [seconds.at(0), seconds.at(-1)];
  const most = users.reduce((a, b) => Math.max(a, b), 0);
  return {
    startedAt: first === undefined ? null : toMoment(first * 1_000),
    endedAt: last === undefined ? null : toMoment(last * 1_000),
    durationMs:
      first === undefined || last === undefined || last < first ? null : (last - first) * 1_000,
    virtualUsers: users.length === 0 ? null : { count: most, counted: 'concurrent' as const },
  };
};

/** Locust tells every second, unless it is set up otherwise. */
const usualStepMs = 1_000;

/** Without `--csv-full-history` a percentile is of all requests up to then, and so of no moment. */
const readTimeline = (history: readonly ForeignRecord[], isFull: boolean) =>
  toToldTimeline(
    history.flatMap((row) => {
      const seconds = numberAt(row, 'Timestamp');
      if (seconds === null) return [];
      return {
        atMs: seconds * 1_000,
        virtualUsers: countAt(row, 'User Count'),
        requestsPerSecond: numberAt(row, 'Requests/s'),
        failedPerSecond: numberAt(row, 'Failures/s'),
        p95Ms: isFull ? numberAt(row, '95%') : null,
      };
    }),
    usualStepMs,
  );

const readRoutes = (stats: readonly ForeignRecord[]): LoadTestRoute[] =>
  stats.flatMap((row) => {
    const endpoint = textAt(row, 'Name');
    if (endpoint === null || isTotal(row)) return [];
    return [{ method: textAt(row, 'Type'), endpoint, ...readStats(row) }];
  });

/** `HTTPError('429 Client Error: Too Many Requests for url: /x')`, as requests words it. */
const statusPattern = /\b([45]\d\d) (?:Client|Server) Error\b/;
const urlPattern = /for url: ([^\s'")]+)/;

const toSample = (row: ForeignRecord): ReportedSample[] => {
  const endpoint = textAt(row, 'Name');
  const error = textAt(row, 'Error');
  if (endpoint === null || error === null) return [];
  const statusCode = Number(statusPattern.exec(error)?.[1] ?? Number.NaN);
  const failure = {
    error,
    statusCode: Number.isNaN(statusCode) ? null : statusCode,
  };
  return [
    {
      ...bareFailure(endpoint, failure, countAt(row, 'Occurrences') ?? 1),
      method: textAt(row, 'Method'),
      url: urlPattern.exec(error)?.[1] ?? null,
    },
  ];
};

/** What `locust --csv` writes: `_stats`, `_stats_history`, and `_failures` behind either of them. */
export const locust: LoadTestFormat = {
  looksFor: 'the CSV files of Locust (_stats, _stats_history, _failures)',
  recognises: ({ firstLine }) => {
    const [fields] = readCsv(firstLine);
    return fields !== undefined && kindOf(fields) !== undefined;
  },
  read: ({ bytes }): Report => {
    const { stats = [], history = [], failures = [] } = divide(readCsv(bytes.toString('utf8')));
    const total = stats.find(isTotal);
    const totals = history.filter(isTotal);
    const last = totals.at(-1);
    if (!total && !last)
      throw new Unreadable(
        'These files of Locust have no row "Aggregated": failures and exceptions tell what went wrong, not how the run went. Send them behind _stats.csv or _stats_history.csv, in one body.',
      );
    const isFull = totals.length < history.length;
    return {
      tool: 'locust',
      name: null,
      ...readTime(totals),
      ...(total ? readStats(total) : readLast(last ?? {}, isFull)),
      timeline: readTimeline(totals, isFull),
      thresholds: [],
      routes: readRoutes(stats),
      samples: failures.flatMap(toSample),
    };
  },
};
