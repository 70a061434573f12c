export { countFailedRunsByDay } from './reading/failed-runs.store.ts';
export {
  recordPipelines,
  type NewPipelineRow,
  type NewPipelineRun,
  type NewScore,
  type NewStageExecution,
} from './recording/record-pipelines.store.ts';
