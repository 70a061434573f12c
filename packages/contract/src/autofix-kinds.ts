import { z } from 'zod';

/** What set the agent to work: a production error, a weekly load test, a check in CI. */
export const AutofixTrigger = z.enum(['sentry', 'load_test', 'ci']);
export type AutofixTrigger = z.infer<typeof AutofixTrigger>;

/** `skipped`: no fix was needed, or the agent decided against one. */
export const AutofixOutcome = z.enum(['fixed', 'skipped', 'failed']);
export type AutofixOutcome = z.infer<typeof AutofixOutcome>;

/** What tests said of a fix; `not_run`: there were none, or nobody ran them. */
export const AutofixVerification = z.enum(['passed', 'failed', 'not_run']);
export type AutofixVerification = z.infer<typeof AutofixVerification>;

/**
 * How far a fix came, as far as it is known: `merged`: nothing that holds its commit was deployed to
 * production yet; `deployed`; `held`: deployed, and what had failed was tried again and did not;
 * `reopened`: deployed, and the same came back after that; `unknown`: no deploys are told of, or one
 * since then did not say what came with it.
 */
export const AutofixFate = z.enum(['merged', 'deployed', 'held', 'reopened', 'unknown']);
export type AutofixFate = z.infer<typeof AutofixFate>;

/** `owner/name`, as GitHub has it. */
export const Repository = z.string().regex(/^[A-Za-z0-9-]{1,100}\/[A-Za-z0-9._-]{1,100}$/);

/** Of a commit: whole, or at least as much of it as git shows. */
export const CommitSha = z.string().regex(/^[0-9a-f]{7,64}$/);
