import type { ApiMetrics, DatabaseLatency, RequestFigures } from '@taffrail/contract';
import { formatCount, formatLatency, formatPercent, formatRate } from '../../../lib/format.ts';
import type { StatusName } from '../../../ui/status.tsx';
import type { EndpointSort } from '../endpoints/sort-endpoints.ts';
import { failureWords } from '../latency/database-words.ts';

type Tone = Extract<StatusName, 'ok' | 'warning' | 'error' | 'unknown'>;

/** One thing that the verdict rests on, and where it is shown. */
export interface Finding {
  readonly tone: Tone;
  readonly text: string;
  readonly panel: 'endpoints' | 'databases';
  readonly sort?: EndpointSort;
}

export interface Verdict {
  readonly status: Tone;
  readonly title: string;
  /** The worst first. */
  readonly findings: readonly Finding[];
}

/** What a source answered; undefined where it could not be read. */
export interface Sources {
  readonly requests: Pick<ApiMetrics, 'totals' | 'previousTotals'> | undefined;
  readonly databases: DatabaseLatency['databases'] | undefined;
}

/**
 * No thresholds are known, so the period before is what a figure is held against. A change of less
 * than a tenth is none; a fourth more is worth a look. So little time that nobody feels it is not.
 */
const noChange = 0.1;
const muchMore = 0.25;
const feltMs = 5;
const fewEvents = 20;
/** Of all requests: a rise of the error rate that is worth a look, and a rate that is failing. */
const moreErrors = 0.005;
const failingRate = 0.05;

const judgeLatency = (
  what: string,
  value: number | null,
  previous: number | null,
  events: number,
  before: string,
): Pick<Finding, 'tone' | 'text'> => {
  if (value === null) return { tone: 'unknown', text: `${what} unknown` };
  const text = `${what} ${formatLatency(value)}`;
  if (previous === null || previous === 0 || events < fewEvents)
    return { tone: 'ok', text: `${text}, with too little before to compare` };
  const change = value / previous - 1;
  if (Math.abs(change) < noChange) return { tone: 'ok', text: `${text}, as ${before}` };
  const isWorse = change >= muchMore && value - previous >= feltMs;
  const moved = `${change > 0 ? 'up' : 'down'} ${formatPercent(Math.abs(change))}`;
  return { tone: isWorse ? 'warning' : 'ok', text: `${text}, ${moved} on ${before}` };
};

const judgeErrors = (
  { errorRate, errors, requests }: RequestFigures,
  previous: RequestFigures | null,
  before: string,
): Pick<Finding, 'tone' | 'text'> => {
  if (errorRate === null) return { tone: 'unknown', text: 'error rate unknown' };
  const text = `error rate ${formatRate(errorRate)} (${formatCount(errors)} of ${formatCount(requests)})`;
  const tone = errorRate >= failingRate ? 'error' : 'ok';
  if (!previous || previous.errorRate === null || previous.requests < fewEvents)
    return { tone, text };
  const change = errorRate - previous.errorRate;
  if (Math.abs(change) < moreErrors / 2) return { tone, text: `${text}, as ${before}` };
  const isWorse = change >= moreErrors;
  return {
    tone: isWorse && tone === 'ok' ? 'warning' : tone,
    text: `${text}, ${change > 0 ? 'up' : 'down'} from ${formatRate(previous.errorRate)}`,
  };
};

const judgeRequests = (requests: Sources['requests'], before: string): Finding[] => {
  const panel = 'endpoints';
  if (!requests) return [{ tone: 'unknown', text: 'requests could not be read', panel }];
  const { totals, previousTotals } = requests;
  if (totals.requests === 0) return [{ tone: 'unknown', text: 'no requests in this range', panel }];
  const previousP95 = previousTotals?.p95Ms ?? null;
  const events = previousTotals?.requests ?? 0;
  return [
    {
      ...judgeLatency('API p95', totals.p95Ms, previousP95, events, before),
      panel,
      sort: '-p95Ms',
    },
    { ...judgeErrors(totals, previousTotals, before), panel, sort: '-errors' },
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
  const previous = previousTotals?.p95Ms ?? null;
  const events = previousTotals?.probes ?? 0;
  return [{ ...judgeLatency(`${name} p95`, totals.p95Ms, previous, events, before), panel }];
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
 */
export const toVerdict = ({ requests, databases }: Sources, before: string): Verdict => {
  const found = [...judgeRequests(requests, before), ...judgeDatabases(databases, before)];
  const findings = tones.flatMap((tone) => found.filter((one) => one.tone === tone));
  const status = findings[0]?.tone ?? 'unknown';
  const isNothingKnown = findings.every(({ tone }) => tone === 'unknown');
  return { status, title: isNothingKnown ? 'Nothing is known yet' : titles[status], findings };
};
