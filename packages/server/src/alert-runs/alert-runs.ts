export type { Json, JsonObject, Stage, StageContext, StageResult } from './stages.ts';
export { startRuns, type RunStart } from './starting/start-runs.ts';
