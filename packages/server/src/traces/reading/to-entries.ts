import type { TraceEntry, TraceLayer, TraceStatus } from '@taffrail/contract';
import type { TraceRow } from './trace.store.ts';

export interface LayerRows {
  readonly layer: TraceLayer;
  readonly rows: readonly TraceRow[];
}

const statuses: Readonly<Record<string, TraceStatus>> = {
  succeeded: 'ok',
  failed: 'error',
  retrying: 'warning',
  ok: 'ok',
  error: 'error',
  warning: 'warning',
  pending: 'pending',
  running: 'running',
  skipped: 'skipped',
  // Of alerts that fire and incidents that are not over.
  critical: 'error',
  // Of checks; it is not known how that is.
  unknown: 'unset',
  // Of notifications.
  sending: 'running',
  sent: 'ok',
  digested: 'ok',
  held: 'pending',
  unrouted: 'warning',
};

/** What happens within a run of a pipeline. */
const partsOfRuns: ReadonlySet<TraceLayer> = new Set([
  'stage',
  'check_run',
  'analysis_run',
  'notification',
]);

const idOf = (layer: TraceLayer, id: string): string => `${layer}:${id}`;

/** What a row is told to be a part of; nothing is concluded from times. */
const parentOf = (layer: TraceLayer, { parent_id, span_id }: TraceRow): string | null => {
  if (layer === 'span') return parent_id === null ? null : idOf('span', parent_id);
  if (partsOfRuns.has(layer)) return parent_id === null ? null : idOf('pipeline_run', parent_id);
  return span_id === null ? null : idOf('span', span_id);
};

/** The rows whose parents lead back to themselves: somebody sends spans in a circle. */
const findCircles = (parents: ReadonlyMap<string, string>): ReadonlySet<string> => {
  const circles = new Set<string>();
  const leadOut = new Set<string>();
  for (const start of parents.keys()) {
    const path = new Set<string>();
    let at: string | undefined = start;
    while (at !== undefined && !leadOut.has(at) && !circles.has(at) && !path.has(at)) {
      path.add(at);
      at = parents.get(at);
    }
    // What leads into a circle hangs on it; only what is met again is cut off.
    if (at !== undefined && path.has(at)) circles.add(at);
    for (const id of path) leadOut.add(id);
  }
  return circles;
};

export interface Timeline {
  /** Microseconds since 1970. */
  readonly startUs: number;
  readonly durationUs: number;
  readonly entries: readonly TraceEntry[];
}

const endOf = ({ start_us: start, duration_us: duration }: TraceRow): number =>
  start + (duration ?? 0);

/** The rows of all layers on one axis, each under what it is told to be a part of. */
export const toTimeline = (layers: readonly LayerRows[]): Timeline => {
  const all = layers.flatMap(({ layer, rows }) => rows.map((row) => ({ layer, row })));
  const ids = new Set(all.map(({ layer, row }) => idOf(layer, row.id)));
  const parents = new Map<string, string>();
  for (const { layer, row } of all) {
    const parent = parentOf(layer, row);
    if (parent !== null && ids.has(parent)) parents.set(idOf(layer, row.id), parent);
  }
  for (const id of findCircles(parents)) parents.delete(id);
  let startUs = Infinity;
  let endUs = -Infinity;
  for (const { row } of all) {
    startUs = Math.min(startUs, row.start_us);
    endUs = Math.max(endUs, endOf(row));
  }
  const entries = all
    .toSorted((a, b) => a.row.start_us - b.row.start_us || endOf(b.row) - endOf(a.row))
    .map(({ layer, row }): TraceEntry => {
      const id = idOf(layer, row.id);
      const parentId = parents.get(id) ?? null;
      return {
        id,
        layer,
        recordId: row.id,
        parentId,
        // A job or a request without its span is told by somebody who sends no spans.
        isOrphan: layer === 'span' && row.parent_id !== null && parentId === null,
        name: row.name,
        place: row.place,
        kind: row.kind,
        startUs: row.start_us - startUs,
        durationUs: row.duration_us,
        status: statuses[row.status] ?? 'unset',
        note: row.note === '' ? null : row.note,
      };
    });
  return { startUs, durationUs: endUs - startUs, entries };
};
