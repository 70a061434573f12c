import { createHash } from 'node:crypto';
import type { Call } from '../api/calls.ts';
import { checkRuns, checks, idOf, incidents, runs } from './fill-incidents.ts';

const call = (name: string, url: string | ((turn: number) => string)): Call => ({
  name,
  url: (turn) => `/api/v1/${typeof url === 'string' ? url : url(turn)}`,
});

/** Far apart, so that one turn warms nothing for the next. */
const spread = (turn: number, count: number): number => 1 + ((turn * 7919) % count);
const incident = (turn: number): string => idOf('incident', spread(turn, incidents));
const alert = (turn: number): string => idOf('alert', spread(turn, incidents));
const run = (turn: number): string => idOf('run', spread(turn, runs));
const check = (turn: number): string => idOf('check', 1 + (turn % checks));
const traceOf = (turn: number): string =>
  createHash('md5')
    .update(`run${spread(turn, incidents)}`)
    .digest('hex');

const ofAlerts: readonly Call[] = [
  call('alerts', 'alerts'),
  call('alerts, 200 rows', 'alerts?limit=200'),
  call('alerts that fire', 'alerts?status=firing'),
  call('critical alerts', 'alerts?severity=critical'),
  call('alerts by service', (turn) => `alerts?service=service-${turn % 40}`),
  call('alerts by name', (turn) => `alerts?name=SlowRequests${turn % 200}`),
  call('alerts by source', (turn) => `alerts?sourceId=${idOf('alert', turn % 5)}`),
  call('alerts without incident', 'alerts?incidentId=none'),
  call('alerts of an incident', (turn) => `alerts?incidentId=${incident(turn)}`),
  call('alerts by trace', (turn) => `alerts?traceId=${traceOf(turn)}`),
  call('alert', (turn) => `alerts/${alert(turn)}`),
  call('metric of an alert', (turn) => `alerts/${alert(turn)}/metric`),
  call('chain of an alert', (turn) => `chains/alert/${alert(turn)}`),
  call('chain of an incident', (turn) => `chains/incident/${incident(turn)}`),
];

const ofIncidents: readonly Call[] = [
  call('incidents', 'incidents'),
  ...['open', 'acknowledged', 'resolved', 'closed', 'all'].map((state) =>
    call(`incidents, ${state}`, `incidents?state=${state}`),
  ),
  call('incidents, 200 rows', 'incidents?state=all&limit=200&sort=opened'),
  call('critical incidents', 'incidents?state=all&severity=critical'),
  call('incidents by service', (turn) => `incidents?state=all&service=service-${turn % 40}`),
  call('incidents by trace', (turn) => `incidents?state=all&traceId=${traceOf(turn)}`),
  call('incident by number', (turn) => `incidents?state=all&q=%23${spread(turn, incidents)}`),
  call('incidents resolved this week', 'incidents?state=all&resolvedDays=7'),
  call('figures of incidents', 'incident-figures'),
  call('incident', (turn) => `incidents/${incident(turn)}`),
  call('impact of an incident', (turn) => `incidents/${incident(turn)}/impact`),
  // Of which minutes are told apart: hours and days are fewer rows.
  call(
    'impact of a late incident',
    (turn) => `incidents/${idOf('incident', 1 + (turn % 8_000))}/impact`,
  ),
  call('alerts in an incident', (turn) => `incidents/${incident(turn)}/alerts`),
  call('runs of an incident', (turn) => `incidents/${incident(turn)}/runs`),
  call('timeline of an incident', (turn) => `incidents/${incident(turn)}/timeline`),
];

const ofRuns: readonly Call[] = [
  call('runs', 'pipeline-runs'),
  call('failed runs', 'pipeline-runs?status=failed'),
  call('running runs', 'pipeline-runs?status=running'),
  call('stalled runs', 'pipeline-runs?status=stalled'),
  call('runs of a pipeline', 'pipeline-runs?pipeline=alerts&limit=200'),
  call('runs by trace', (turn) => `pipeline-runs?traceId=${traceOf(turn)}`),
  call('run', (turn) => `pipeline-runs/${run(turn)}`),
  call('what may be done with a run', (turn) => `alert-runs/${run(turn)}`),
  call('executions', 'stage-executions'),
  call('failed executions', 'stage-executions?status=failed'),
  call('executions of a stage', 'stage-executions?pipeline=alerts&stage=notify&status=failed'),
  call('executions by trace', (turn) => `stage-executions?traceId=${traceOf(turn)}`),
  ...['24h', '7d', '30d', '90d'].flatMap((range) => [
    call(`pipelines, ${range}`, `pipelines?range=${range}`),
    call(`health of a pipeline, ${range}`, `pipeline-health?pipeline=alerts&range=${range}`),
  ]),
];

const ofChecks: readonly Call[] = [
  call('checks', 'checks'),
  call('failing checks', 'checks?condition=failing'),
  ...['24h', '7d', '30d', '90d'].map((range) =>
    call(`history of a check, ${range}`, (turn) => `checks/${check(turn)}/history?range=${range}`),
  ),
  call('check runs', 'check-runs'),
  call('check runs, 200 rows', 'check-runs?limit=200'),
  call('critical check runs', 'check-runs?result=critical'),
  call('runs of a check', (turn) => `check-runs?checkId=${check(turn)}`),
  call('critical runs of a check', (turn) => `check-runs?checkId=${check(turn)}&result=critical`),
  call('check run', (turn) => `check-runs/${idOf('checkRun', spread(turn, checkRuns))}`),
  call('heartbeats', 'heartbeats'),
];

const ofWhatFollows: readonly Call[] = [
  call('analyses', 'analysis-runs'),
  call('analyses by provider', 'analysis-runs?provider=rules'),
  call('analyses of an incident', (turn) => `analysis-runs?incidentId=${incident(turn)}`),
  call('analysis', (turn) => `analysis-runs/${idOf('analysis', spread(turn, runs))}`),
  call('figures of analyses', 'analysis-figures'),
  call('notifications', 'notifications'),
  call('failed notifications', 'notifications?state=failed'),
  call(
    'notifications of a channel',
    (turn) => `notifications?channelId=${idOf('told', 1 + (turn % 5))}`,
  ),
  call('notifications of an incident', (turn) => `notifications?incidentId=${incident(turn)}`),
  call('channels', 'notification-channels'),
  call('routes', 'notification-routes'),
  call('bulk actions', 'bulk-actions'),
];

const ofHome: readonly Call[] = [
  call('what needs attention', 'attention'),
  call('incidents of the dashboard', 'dashboard/incidents'),
  call('week of the dashboard', 'dashboard/week'),
  call('trace of a run', (turn) => `traces/${traceOf(turn)}`),
  call('lookup of an incident', (turn) => `lookup?id=${incident(turn)}`),
  call('lookup of a check run', (turn) => `lookup?id=${idOf('checkRun', spread(turn, checkRuns))}`),
  call('lookup of a trace', (turn) => `lookup?id=${traceOf(turn)}`),
];

/** Every call of the incident console but exports. Whoever adds a page adds its calls here. */
export const incidentCalls: readonly Call[] = [
  ...ofHome,
  ...ofAlerts,
  ...ofIncidents,
  ...ofRuns,
  ...ofChecks,
  ...ofWhatFollows,
];
