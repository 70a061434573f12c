import { checkRunKeptDays, type AlertMetric, type IncidentImpact } from '@taffrail/contract';
import { findCheckOfMachine, readMeasured } from '../checks/checks.ts';
import { readSnapshot } from '../platform/db/snapshot.ts';
import { raise } from '../platform/http/api-error.ts';
import type { AppContext } from '../slice.ts';
import { findFiredAlert, findIncidentSpan } from './impact.store.ts';
import { namedEndpoints, namedKind, namedMachines } from './named-by-labels.ts';
import { rangeAround, type Happening } from './range-around.ts';
import { findNamedEndpoint, readRequests, type Reading } from './read-requests.ts';

type ImpactContext = Pick<AppContext, 'db' | 'clock' | 'reportingTimeZone'>;

/** Whose requests are shown: of nobody, to those who may not see any. */
interface Viewer {
  readonly maySeeRequests: boolean;
}

type Span = NonNullable<Awaited<ReturnType<typeof findIncidentSpan>>>;

const toChanges = ({ opened_at: openedAt, resolved_at: resolvedAt, changes }: Span) => {
  const told = changes.toReversed().map(({ kind, at }) => ({
    kind: kind === 'reopened' ? kind : ('resolved' as const),
    at: new Date(at).toISOString(),
  }));
  const end = resolvedAt?.toISOString();
  const isTold = told.some(({ kind, at }) => kind === 'resolved' && at === end);
  return [
    { kind: 'opened' as const, at: openedAt.toISOString() },
    ...told,
    ...(end === undefined || isTold ? [] : [{ kind: 'resolved' as const, at: end }]),
  ];
};

/** The product's requests around an incident: five statements at most. */
export const readIncidentImpact = (
  { db, clock, reportingTimeZone: timeZone }: ImpactContext,
  id: string,
  { maySeeRequests }: Viewer,
): Promise<IncidentImpact> =>
  readSnapshot(db, async (trx) => {
    const now = clock.now();
    const span = (await findIncidentSpan(trx, id)) ?? raise('not_found');
    const answer = { asOf: now.toISOString(), changes: toChanges(span) };
    if (!maySeeRequests) return { ...answer, requests: null };
    const reading = { trx, now, timeZone };
    const happening = { from: span.opened_at, to: span.resolved_at };
    const endpoint = await findNamedEndpoint(reading, happening, namedEndpoints(span.labels));
    return { ...answer, requests: await readRequests(reading, happening, endpoint) };
  });

/** As runs of checks are kept, and what they add up to. */
const toldApart = { minuteDays: checkRunKeptDays, hourDays: checkRunKeptDays } as const;

const readCheckMetric = async (
  { trx, now, timeZone }: Reading,
  happening: Happening,
  { checkId, isSource }: { readonly checkId: string; readonly isSource: boolean },
): Promise<AlertMetric['metric']> => {
  const { range } = rangeAround(happening, now, toldApart);
  const measured = await readMeasured(trx, checkId, range, { now, timeZone });
  return measured ? { type: 'check', isSource, ...measured } : null;
};

type Fired = NonNullable<Awaited<ReturnType<typeof findFiredAlert>>>;

const readMetric = async (
  reading: Reading,
  alert: Fired,
  { maySeeRequests }: Viewer,
): Promise<AlertMetric['metric']> => {
  const { source_kind: kind, source_id: sourceId, labels } = alert;
  const happening = { from: alert.started_at, to: alert.ended_at };
  if (kind === 'check' || kind === 'heartbeat')
    return readCheckMetric(reading, happening, { checkId: sourceId, isSource: true });
  const named = maySeeRequests ? namedEndpoints([labels]) : [];
  const endpoint = await findNamedEndpoint(reading, happening, named);
  if (endpoint !== undefined)
    return { type: 'requests', ...(await readRequests(reading, happening, endpoint)) };
  const [measures, machines] = [namedKind(alert.name), namedMachines(labels)];
  if (measures === undefined || machines.length === 0) return null;
  const checkId = await findCheckOfMachine(reading.trx, measures, machines);
  return checkId === undefined
    ? null
    : readCheckMetric(reading, happening, { checkId, isSource: false });
};

/** What is known of the metric that fired: five statements at most. */
export const readAlertMetric = (
  { db, clock, reportingTimeZone: timeZone }: ImpactContext,
  id: string,
  viewer: Viewer,
): Promise<AlertMetric> =>
  readSnapshot(db, async (trx) => {
    const now = clock.now();
    const alert = (await findFiredAlert(trx, id)) ?? raise('not_found');
    return {
      asOf: now.toISOString(),
      metric: await readMetric({ trx, now, timeZone }, alert, viewer),
    };
  });
