import { uuidV5 } from '../../platform/ids.ts';

/** Of the ids of executions. Never changes. */
const namespace = '0f7c1f5e-3c76-4b0e-8a9f-5d9be0a0f6c4';

/** The same attempt of the same stage is the same row, whoever writes it. */
export const executionId = (runId: string, stage: string, attempt: number): string =>
  uuidV5(namespace, `${runId}:${stage}:${attempt}`);

/** In their order; `ingest` is what made the run. */
export const shownStages = ['ingest', 'check', 'analyze', 'notify'] as const;
