import {
  activityKeptDays,
  aiJobKeptDays,
  logKeptDays,
  spanKeptDays,
  type Permission,
  type TraceLayer,
} from '@taffrail/contract';

const requestKeptDays = 30;
const pipelineKeptDays = 180;

/** How long the rows of a layer are kept, and who may read them. */
export const layersOfTraces: Readonly<
  Record<TraceLayer, { readonly keptDays: number; readonly permission: Permission }>
> = {
  span: { keptDays: spanKeptDays, permission: 'traces.read' },
  request: { keptDays: requestKeptDays, permission: 'operations.read' },
  ai_job: { keptDays: aiJobKeptDays, permission: 'usage.read' },
  pipeline_run: { keptDays: pipelineKeptDays, permission: 'pipelines.read' },
  stage: { keptDays: pipelineKeptDays, permission: 'pipelines.read' },
  activity: { keptDays: activityKeptDays, permission: 'activity.read' },
  log: { keptDays: logKeptDays, permission: 'operations.read' },
};
