import { z } from 'zod';
import { AiJobStatus, CostSource } from './ai-job-kinds.ts';
import { Text } from './text.ts';

/** Of a route, an organization or a user: jobs that named none. */
export const namedNone = 'none';

const idOrNone = z.union([z.uuid(), z.literal(namedNone)]);

/** What AI jobs are asked for: one value of each. */
export const aiJobFilterFields = {
  provider: Text(100).min(1),
  model: Text(200).min(1),
  operation: Text(50).min(1),
  route: Text(300).min(1),
  organizationId: idOrNone,
  userId: idOrNone,
  status: AiJobStatus,
  errorType: Text(200).min(1),
  costSource: CostSource,
  traceId: Text(64).min(1),
} as const;
