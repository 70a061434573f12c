import {
  activityKeptDays,
  aiJobKeptDays,
  alertKeptDays,
  analysisKeptDays,
  checkRunKeptDays,
  logKeptDays,
  spanKeptDays,
  type Permission,
  type TraceLayer,
} from '@taffrail/contract';

const requestKeptDays = 30;
const pipelineKeptDays = 180;
const notificationKeptDays = 180;

/** How long the rows of a layer are kept (null: for ever), and who may read them. */
export const layersOfTraces: Readonly<
  Record<TraceLayer, { readonly keptDays: number | null; readonly permission: Permission }>
> = {
  span: { keptDays: spanKeptDays, permission: 'traces.read' },
  request: { keptDays: requestKeptDays, permission: 'operations.read' },
  ai_job: { keptDays: aiJobKeptDays, permission: 'usage.read' },
  pipeline_run: { keptDays: pipelineKeptDays, permission: 'pipelines.read' },
  stage: { keptDays: pipelineKeptDays, permission: 'pipelines.read' },
  alert: { keptDays: alertKeptDays, permission: 'incidents.read' },
  incident: { keptDays: null, permission: 'incidents.read' },
  check_run: { keptDays: checkRunKeptDays, permission: 'incidents.read' },
  analysis_run: { keptDays: analysisKeptDays, permission: 'incidents.read' },
  notification: { keptDays: notificationKeptDays, permission: 'incidents.read' },
  activity: { keptDays: activityKeptDays, permission: 'activity.read' },
  log: { keptDays: logKeptDays, permission: 'operations.read' },
};
