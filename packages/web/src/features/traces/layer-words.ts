import type { TraceEntry, TraceLayer, TraceStatus } from '@taffrail/contract';
import {
  Activity,
  Bell,
  Globe,
  HeartPulse,
  Lightbulb,
  Logs,
  Milestone,
  Send,
  Siren,
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
  alert: { one: 'Alert', many: 'Alerts', icon: Bell, colour: 2 },
  incident: { one: 'Incident', many: 'Incidents', icon: Siren, colour: 2 },
  check_run: { one: 'Check run', many: 'Check runs', icon: HeartPulse, colour: 3 },
  analysis_run: { one: 'Analysis', many: 'Analyses', icon: Lightbulb, colour: 4 },
  notification: { one: 'Notification', many: 'Notifications', icon: Send, colour: 1 },
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

const severityWords = { ok: 'Resolved', error: 'Critical' } as const;
const runWords = { warning: 'Retrying' } as const;

/** Where a layer has words of its own: a run is tried again, an alert does not fail. */
const ownWords: Partial<Record<TraceLayer, Partial<Record<TraceStatus, string>>>> = {
  pipeline_run: runWords,
  stage: runWords,
  alert: severityWords,
  incident: severityWords,
  check_run: { error: 'Critical' },
  notification: { ok: 'Sent', pending: 'Held', running: 'Sending', warning: 'Unrouted' },
};

export const statusWordOf = ({ status, layer }: TraceEntry): string | undefined =>
  ownWords[layer]?.[status] ?? statusLooks[status]?.word;

const usPerMs = 1_000;

/** `812 ms`, `0.31 ms`, `12 µs`. */
export const formatMicroseconds = (us: number, formatMs: (ms: number) => string): string =>
  us < 100 ? `${Math.round(us)} µs` : formatMs(us / usPerMs);
