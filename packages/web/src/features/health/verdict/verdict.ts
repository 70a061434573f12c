import type { ApiMetrics, DatabaseLatency, RequestFigures } from '@taffrail/contract';
import { formatCount, formatLatency, formatPercent, formatRate } from '../../../lib/format.ts';
import type { Finding as AnyFinding } from '../../../ui/finding.ts';
import type { EndpointSort } from '../endpoints/sort-endpoints.ts';
import { courseOfLatency, courseOfRate, type Course } from '../notable.ts';
import { failureWords } from '../latency/database-words.ts';

type Tone = AnyFinding['tone'];

/** One that may be compared with the period before. */
export interface Finding extends AnyFinding {
  /** It is what it was in the period before, or there was too little then to tell. */
  readonly held?: 'as_before' | 'too_little';
  readonly sort?: EndpointSort;
}

export interface Verdict {
  readonly status: Tone;
  readonly title: string;
  /** The worst first. */
  readonly findings: readonly Finding[];
  /** What holds of several: "all as the week before". */
  readonly rest: string | undefined;
}

/** What a source answered; undefined where it could not be read. */
export interface Sources {
  readonly requests: Pick<ApiMetrics, 'totals' | 'comparedTotals' | 'previousTotals'> | undefined;
  readonly databases: DatabaseLatency['databases'] | undefined;
}

/** Below this a comparison says nothing. */
const fewEvents = 20;
/** Of all requests: failing, whatever was before. */
const failingRate = 0.05;

type Judged = Pick<Finding, 'tone' | 'text' | 'held'>;

const toneOf = (course: Course | null): Tone => (course === 'worse' ? 'warning' : 'ok');

interface Compared {
  readonly value: number | null;
  readonly previous: number | null;
  /** On how many the previous one rests. */
  readonly events: number;
}

const judgeLatency = (
  what: string,
  latencyMs: number | null,
  { value, previous, events }: Compared,
  before: string,
): Judged => {
  if (latencyMs === null) return { tone: 'unknown', text: `${what} unknown` };
  const text = `${what} ${formatLatency(latencyMs)}`;
  if (value === null || previous === null || events < fewEvents)
    return { tone: 'ok', text, held: 'too_little' };
  const course = courseOfLatency(value, previous);
  if (course === null) return { tone: 'ok', text, held: 'too_little' };
  if (course === 'as_before') return { tone: 'ok', text, held: 'as_before' };
  const change = value / previous - 1;
  const moved = `${change > 0 ? 'up' : 'down'} ${formatPercent(Math.abs(change))} on ${before}`;
  return { tone: toneOf(course), text: `${text}, ${moved}` };
};

const judgeErrors = (
  { errorRate, errors, requests }: RequestFigures,
  comparedRate: number | null,
  previous: RequestFigures | null,
): Judged => {
  if (errorRate === null) return { tone: 'unknown', text: 'error rate unknown' };
  const text = `error rate ${formatRate(errorRate)} (${formatCount(errors)} of ${formatCount(requests)})`;
  const isFailing = errorRate >= failingRate;
  const previousRate = previous?.errorRate ?? null;
  if (comparedRate === null || previousRate === null || (previous?.requests ?? 0) < fewEvents)
    return { tone: isFailing ? 'error' : 'ok', text, held: 'too_little' };
  const course = courseOfRate(comparedRate, previousRate);
  const tone = isFailing ? 'error' : toneOf(course);
  if (course === 'as_before') return { tone, text, held: 'as_before' };
  const moved = course === 'better' ? 'down' : 'up';
  return { tone, text: `${text}, ${moved} from ${formatRate(previousRate)}` };
};

const judgeRequests = (requests: Sources['requests'], before: string): Finding[] => {
  const panel = 'endpoints';
  if (!requests) return [{ tone: 'unknown', text: 'requests could not be read', panel }];
  const { totals, comparedTotals, previousTotals } = requests;
  if (totals.requests === 0) return [{ tone: 'unknown', text: 'no requests in this range', panel }];
  const p95 = {
    value: comparedTotals?.p95Ms ?? null,
    previous: previousTotals?.p95Ms ?? null,
    events: previousTotals?.requests ?? 0,
  };
  return [
    {
      ...judgeLatency('API p95', totals.p95Ms, p95, before),
      panel,
      sort: '-p95Ms',
    },
    {
      ...judgeErrors(totals, comparedTotals?.errorRate ?? null, previousTotals),
      panel,
      sort: '-errors',
    },
  ];
};

const judgeDatabase = (probed: DatabaseLatency['databases'][number], before: string): Finding[] => {
  const { database, state, failure, totals, previousTotals } = probed;
  const panel = 'databases';
  const name = `${database} database`;
  if (state === 'failing')
    return [{ tone: 'error', text: `${name}: ${failureWords[failure ?? 'failed']}`, panel }];
  if (state === 'no_data') return [{ tone: 'unknown', text: `${name} not probed lately`, panel }];
  if (state === 'not_configured' || totals.p95Ms === null) return [];
  const p95 = {
    value: totals.p95Ms,
    previous: previousTotals?.p95Ms ?? null,
    events: previousTotals?.probes ?? 0,
  };
  return [{ ...judgeLatency(`${name} p95`, totals.p95Ms, p95, before), panel }];
};

const judgeDatabases = (databases: Sources['databases'], before: string): Finding[] =>
  databases
    ? databases.flatMap((probed) => judgeDatabase(probed, before))
    : [{ tone: 'unknown', text: 'databases could not be read', panel: 'databases' }];

const tones = ['error', 'warning', 'unknown', 'ok'] as const;
const titles = {
  error: 'Failing',
  warning: 'Degraded',
  unknown: 'Not all is known',
  ok: 'All well',
} as const satisfies Record<Tone, string>;

/**
 * What the page comes to, in one line.
 *
 * @param before names the period that figures are held against: "the week before"
 * @param more what other panels found
 */
export const toVerdict = (
  { requests, databases }: Sources,
  before: string,
  more: readonly AnyFinding[] = [],
): Verdict => {
  const found: Finding[] = [
    ...judgeRequests(requests, before),
    ...judgeDatabases(databases, before),
    ...more,
  ];
  const findings = tones.flatMap((tone) => found.filter((one) => one.tone === tone));
  const status = findings[0]?.tone ?? 'unknown';
  const isNothingKnown = findings.every(({ tone }) => tone === 'unknown');
  return {
    status,
    title: isNothingKnown ? 'Nothing is known yet' : titles[status],
    findings,
    rest: toRest(findings, before),
  };
};

/** Said once of all that it is true of, instead of with each. */
const toRest = (findings: readonly Finding[], before: string): string | undefined => {
  const count = (held: Finding['held']): number =>
    findings.filter((one) => one.held === held).length;
  const [same, untold] = [count('as_before'), count('too_little')];
  if (untold > 0) return 'with too little before to compare all of it';
  if (same === 0) return undefined;
  if (same < findings.length) return `the rest as ${before}`;
  return `${same === 1 ? '' : same === 2 ? 'both ' : 'all '}as ${before}`;
};
