import type { TraceEntry, TraceLayer, TraceStatus } from '@taffrail/contract';
import {
  Activity,
  Globe,
  Logs,
  Milestone,
  Sparkles,
  Waypoints,
  Workflow,
  type LucideIcon,
} from 'lucide-react';
import type { StatusName } from '../../ui/status.tsx';

interface LayerWords {
  readonly one: string;
  readonly many: string;
  readonly icon: LucideIcon;
  /** Of the palette; 0 is muted. */
  readonly colour: 0 | 1 | 2 | 3 | 4 | 5 | 6;
}

/** Colour tells the layer; whether it failed is told by an icon. */
export const layerWords = {
  span: { one: 'Span', many: 'Spans', icon: Waypoints, colour: 1 },
  request: { one: 'Request', many: 'Requests', icon: Globe, colour: 3 },
  ai_job: { one: 'AI job', many: 'AI jobs', icon: Sparkles, colour: 4 },
  pipeline_run: { one: 'Pipeline run', many: 'Pipeline runs', icon: Workflow, colour: 5 },
  stage: { one: 'Stage', many: 'Stages', icon: Milestone, colour: 6 },
  activity: { one: 'Action', many: 'Actions', icon: Activity, colour: 2 },
  log: { one: 'Log', many: 'Logs', icon: Logs, colour: 0 },
} as const satisfies Record<TraceLayer, LayerWords>;

/** Null where there is nothing to say of it. */
export const statusLooks = {
  unset: null,
  ok: { status: 'ok', word: 'OK' },
  error: { status: 'error', word: 'Failed' },
  warning: { status: 'warning', word: 'Warning' },
  pending: { status: 'idle', word: 'Pending' },
  running: { status: 'running', word: 'Running' },
  skipped: { status: 'idle', word: 'Skipped' },
} as const satisfies Record<TraceStatus, { status: StatusName; word: string } | null>;

/** A log is a warning; a run is tried again. */
export const statusWordOf = ({ status, layer }: TraceEntry): string | undefined =>
  status === 'warning' && layer !== 'log' ? 'Retrying' : statusLooks[status]?.word;

const usPerMs = 1_000;

/** `812 ms`, `0.31 ms`, `12 µs`. */
export const formatMicroseconds = (us: number, formatMs: (ms: number) => string): string =>
  us < 100 ? `${Math.round(us)} µs` : formatMs(us / usPerMs);
