import {
  TraceLayer,
  traceLimits,
  type CustomerRef,
  type Trace,
  type TracePart,
} from '@taffrail/contract';
import { may, type Caller } from '../../access/caller.ts';
import type { Transaction } from '../../platform/db/database.ts';
import { readSnapshot } from '../../platform/db/snapshot.ts';
import { limitStatements } from '../../platform/db/statement-limit.ts';
import { raise } from '../../platform/http/api-error.ts';
import { dayMs } from '../../platform/time/time-range.ts';
import type { AppContext } from '../../slice.ts';
import { layersOfTraces } from './kept.ts';
import type { TraceAsked } from './rows/rows-of.sql.ts';
import { sumUsage } from './sum-usage.ts';
import { toTimeline, type LayerRows, type Timeline } from './to-entries.ts';
import { findNames, listTraceRows, type TraceRow } from './trace.store.ts';

export type TraceContext = Pick<AppContext, 'db' | 'clock'>;

/** Traces that are looked for by their index take milliseconds; one that does not is given up. */
const statementMs = 2_000;
const mostNamed = 5;
const usPerMs = 1_000;

const keptSince = (layer: TraceLayer, now: Date): Date => {
  const { keptDays } = layersOfTraces[layer];
  return new Date(keptDays === null ? 0 : now.getTime() - keptDays * dayMs);
};

interface ReadLayer extends LayerRows {
  readonly part: Omit<TracePart, 'isPastKept'>;
}

const readLayer = async (
  trx: Transaction,
  layer: TraceLayer,
  { now, caller, ...asked }: Omit<TraceAsked, 'since'> & { now: Date; caller: Caller },
): Promise<ReadLayer> => {
  const { keptDays, permission } = layersOfTraces[layer];
  if (!may(caller, permission))
    return {
      layer,
      rows: [],
      part: { layer, state: 'forbidden', count: 0, isCut: false, keptDays },
    };
  const found = await listTraceRows(trx, layer, { ...asked, since: keptSince(layer, now) });
  const rows = found.slice(0, traceLimits[layer]);
  const isCut = found.length > rows.length;
  return { layer, rows, part: { layer, state: 'shown', count: rows.length, isCut, keptDays } };
};

/** Once they are read: what they were about comes behind them. */
const runsOf = (layers: readonly ReadLayer[]): TraceAsked['runs'] =>
  (layers.find(({ layer }) => layer === 'pipeline_run')?.rows ?? []).map(({ id, start_us }) => ({
    id,
    createdAt: new Date(start_us / usPerMs),
  }));

const toParts = (layers: readonly ReadLayer[], { startUs }: Timeline, now: Date): TracePart[] =>
  layers.map(({ layer, part }) => ({
    ...part,
    isPastKept: startUs / usPerMs < keptSince(layer, now).getTime(),
  }));

const distinct = (values: readonly (string | null)[]): string[] => [
  ...new Set(values.filter((value) => value !== null)),
];

const toRefs = async (
  trx: Transaction,
  table: 'organizations' | 'users',
  found: readonly (string | null)[],
): Promise<CustomerRef[]> => {
  const ids = distinct(found).slice(0, mostNamed);
  const named = await findNames(trx, table, ids);
  return ids.map((id) => {
    const row = named.find((one) => one.id === id);
    return { id, externalId: row?.external_id ?? null, name: row?.name ?? null };
  });
};

/** What the trace is of: what is part of nothing else and lasts, else what came first. */
const nameOf = ({ entries }: Timeline): string => {
  const roots = entries.filter(({ parentId }) => parentId === null);
  const root =
    roots.find(({ layer, isOrphan }) => layer === 'span' && !isOrphan) ??
    roots.find(({ layer }) => layer === 'span' || layer === 'request') ??
    roots.find(({ durationUs }) => durationUs !== null) ??
    roots[0];
  return root?.name ?? '';
};

/** Everything of one snapshot. @throws `not_found` of a trace of which nothing is kept */
export const readTrace = (
  { db, clock }: TraceContext,
  traceId: string,
  caller: Caller,
): Promise<Trace> => {
  const now = clock.now();
  return readSnapshot(db, async (trx) => {
    await limitStatements(trx, statementMs);
    const layers: ReadLayer[] = [];
    for (const layer of TraceLayer.options)
      layers.push(await readLayer(trx, layer, { traceId, now, caller, runs: runsOf(layers) }));
    const rows = layers.flatMap((layer): readonly TraceRow[] => layer.rows);
    if (rows.length === 0) raise('not_found', { message: nothingKept });
    const timeline = toTimeline(layers);
    const rowsOf = (of: TraceLayer) => layers.find(({ layer }) => layer === of)?.rows ?? [];
    return {
      traceId,
      asOf: now.toISOString(),
      startedAt: new Date(Math.floor(timeline.startUs / usPerMs)).toISOString(),
      durationUs: timeline.durationUs,
      name: nameOf(timeline),
      errors: timeline.entries.filter(({ status }) => status === 'error').length,
      usage: sumUsage(rowsOf('ai_job')),
      services: distinct(rowsOf('span').map(({ place }) => place)),
      organizations: await toRefs(
        trx,
        'organizations',
        rows.map((row) => row.organization_id),
      ),
      users: await toRefs(
        trx,
        'users',
        rows.map((row) => row.user_id),
      ),
      sessions: distinct(rows.map((row) => row.session_id)).slice(0, mostNamed),
      parts: toParts(layers, timeline, now),
      entries: [...timeline.entries],
    };
  });
};

const nothingKept =
  'Nothing is known of this trace: it never came, or it is older than its records are kept.';
