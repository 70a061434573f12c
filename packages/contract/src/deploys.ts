import { z } from 'zod';
import { CommitSha, Repository } from './autofix-kinds.ts';
import { PageQuery, RangeEnd, Timestamp, pageOf } from './page.ts';
import { defineRoute } from './route.ts';
import { Text, isStorable } from './text.ts';

/** What came of a deploy once it was over; one that still goes on is not told. */
export const DeployStatus = z.enum(['succeeded', 'failed']);
export type DeployStatus = z.infer<typeof DeployStatus>;

const Environment = Text(100).min(1);

/** A deploy that is over, as a batch tells of it. Told again, it is the same deploy. */
export const DeployRecord = z.object({
  kind: z.literal('deploy'),
  /** The sender's own. Without one, commit, environment and time are what recognises it. */
  id: Text(200).min(1).nullish(),
  sha: CommitSha,
  /** `production`, `staging`. */
  environment: Environment,
  /** `succeeded` when absent. */
  status: DeployStatus.nullish(),
  /** Whether users meet it; when absent, whether the environment is called `production`. */
  isProduction: z.boolean().nullish(),
  repository: Repository.nullish(),
  /** As people call it: `2026.11.3`. */
  version: Text(100).nullish(),
  /** All that came with it, besides `sha`: the commits since the deploy before. */
  commits: z.array(CommitSha).max(1_000).nullish(),
  /** Where it can be looked at. */
  url: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .refine(isStorable, 'must be well-formed text without NUL')
    .nullish(),
  /** When it was over; of receipt when absent. */
  finishedAt: Timestamp.optional(),
});
export type DeployRecord = z.infer<typeof DeployRecord>;

export const Deploy = z.object({
  id: z.uuid(),
  finishedAt: Timestamp,
  status: DeployStatus,
  sha: z.string(),
  environment: z.string(),
  isProduction: z.boolean(),
  repository: z.string().nullable(),
  version: z.string().nullable(),
  url: z.string().nullable(),
  /** How many commits came with it, its own included; null where that was not told. */
  commits: z.number().int().nullable(),
});
export type Deploy = z.infer<typeof Deploy>;

export const listDeploys = defineRoute({
  method: 'GET',
  path: '/api/v1/deploys',
  summary: 'Deploys that were told of, newest first.',
  access: 'operations.read',
  query: PageQuery.extend({
    /** As it was told: `production`. */
    environment: Environment.optional(),
    /** Only those that users met, or only the others. */
    isProduction: z.enum(['true', 'false']).optional(),
    /** Those that this commit came with; its first 7 digits, or more, will do. */
    sha: CommitSha.optional(),
    from: RangeEnd.optional(),
    to: RangeEnd.optional(),
  }),
  response: pageOf(Deploy),
});
