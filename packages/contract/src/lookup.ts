import { z } from 'zod';
import { Timestamp } from './page.ts';
import { defineRoute } from './route.ts';
import { Text } from './text.ts';

/** What an id belongs to, and where the console shows it. */
export const FoundRecord = z.object({
  kind: z.enum([
    'trace',
    'span',
    'user',
    'organization',
    'ai_job',
    'pipeline_run',
    'stage_execution',
    'alert',
    'incident',
    'check',
    'check_run',
    'analysis_run',
    'notification',
    'activity',
    'log',
    'error_group',
    'load_test_run',
    'autofix_run',
    'resource',
  ]),
  /** In words: a name, a message, a model. */
  label: z.string(),
  /** Of an execution of a stage with its run before it, as its page has it: `<run>/<execution>`. */
  id: z.string(),
  /** The trace that it is a part of. */
  traceId: z.string().nullable(),
  createdAt: Timestamp.nullable(),
});
export type FoundRecord = z.infer<typeof FoundRecord>;

export const lookUpId = defineRoute({
  method: 'GET',
  path: '/api/v1/lookup',
  summary:
    'What an id belongs to: a UUID, the id of a trace or span, #1042, a commit, an e-mail address.',
  access: 'signed_in',
  query: z.object({ id: Text(200).min(2) }),
  response: z.object({ items: z.array(FoundRecord) }),
});
