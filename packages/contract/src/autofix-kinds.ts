import { z } from 'zod';

/** What set the agent to work: a production error, a weekly load test, a check in CI. */
export const AutofixTrigger = z.enum(['sentry', 'load_test', 'ci']);
export type AutofixTrigger = z.infer<typeof AutofixTrigger>;

/** `skipped`: no fix was needed, or the agent decided against one. */
export const AutofixOutcome = z.enum(['fixed', 'skipped', 'failed']);
export type AutofixOutcome = z.infer<typeof AutofixOutcome>;

/** `owner/name`, as GitHub has it. */
export const Repository = z.string().regex(/^[A-Za-z0-9-]{1,100}\/[A-Za-z0-9._-]{1,100}$/);
