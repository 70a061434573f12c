import { z } from 'zod';
import { PageQuery, RangeEnd, pageOf } from './page.ts';
import { RunStatus } from './pipeline-range.ts';
import { pipelineLimits } from './pipeline-records.ts';
import { StageExecution } from './pipelines.ts';
import { defineRoute } from './route.ts';
import { Text } from './text.ts';

const Name = Text(pipelineLimits.name).min(1);

export const StageExecutionFilter = z.object({
  status: RunStatus.optional(),
  pipeline: Name.optional(),
  /** Needs `pipeline`. */
  stage: Name.optional(),
  traceId: Text(64).min(1).optional(),
  /** From this moment on; nothing older than 180 days is read. */
  from: RangeEnd.optional(),
  /** Up to, but without, this moment. */
  to: RangeEnd.optional(),
});
export type StageExecutionFilter = z.infer<typeof StageExecutionFilter>;

/** Stages of different pipelines may have the same name. */
const hasPipeline = ({ stage, pipeline }: StageExecutionFilter): boolean =>
  stage === undefined || pipeline !== undefined;
const needsPipeline = { path: ['stage'], message: 'needs pipeline' };

/** An execution as lists have it. */
export const ListedExecution = StageExecution.omit({ attributes: true });
export type ListedExecution = z.infer<typeof ListedExecution>;

export const listStageExecutions = defineRoute({
  method: 'GET',
  path: '/api/v1/stage-executions',
  summary: 'Executions of stages, latest first: every attempt is one.',
  access: 'pipelines.read',
  query: PageQuery.extend(StageExecutionFilter.shape).refine(hasPipeline, needsPipeline),
  response: pageOf(ListedExecution),
});

/** CSV (RFC 4180, UTF-8, with a header) or one JSON object a line. Each export is audited. */
export const exportStageExecutions = defineRoute({
  method: 'GET',
  path: '/api/v1/stage-executions/export',
  summary: 'All executions of stages that the filters give, as CSV or NDJSON.',
  access: 'pipelines.read',
  query: StageExecutionFilter.extend({
    format: z.enum(['csv', 'ndjson']),
    /** Adds a column with the local times of this zone to the CSV; an IANA name. */
    timeZone: Text(64).optional(),
  }).refine(hasPipeline, needsPipeline),
});

/** Ids of executions are known within their run only. */
export const getStageExecution = defineRoute({
  method: 'GET',
  path: '/api/v1/stage-executions/:runId/:id',
  summary: 'One execution of a stage, and the other attempts of the same stage in its run.',
  access: 'pipelines.read',
  params: z.object({ runId: z.uuid(), id: z.uuid() }),
  response: StageExecution.extend({
    /** In order, this one among them. */
    attempts: z.array(
      StageExecution.pick({ id: true, attempt: true, status: true, createdAt: true }),
    ),
  }),
});
