import { z } from 'zod';
import { pipelineLimits } from './pipeline-records.ts';
import { Text } from './text.ts';

const Name = Text(pipelineLimits.name).min(1);

const expected = {
  /** What the console calls it; its name unless given. */
  title: z.string().trim().min(1).max(100).optional(),
  /** How long it may take. */
  targetMs: z.number().gt(0).max(pipelineLimits.durationMs).optional(),
};

/** What is expected of pipelines, by name, and of their stages. */
export const PipelineConfig = z.record(
  Name,
  z.strictObject({
    ...expected,
    stages: z.record(Name, z.strictObject(expected)).optional(),
  }),
);
export type PipelineConfig = z.infer<typeof PipelineConfig>;
