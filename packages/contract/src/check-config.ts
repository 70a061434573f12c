import { z } from 'zod';
import { Text } from './text.ts';

// What each kind of check looks at, and from where on that is bad. One schema a kind; what changes
// here must still read what is stored.

const Percent = z.number().min(1).max(100);
const Milliseconds = z.number().int().min(1).max(5_000);
const Days = z.number().int().min(0).max(365);

interface Thresholds {
  readonly [name: string]: unknown;
}

/** A warning that only comes behind what is critical would never be seen. */
const inOrder =
  (warning: string, critical: string, order: 'rising' | 'falling') =>
  (config: Thresholds, context: z.RefinementCtx): void => {
    const low = config[order === 'rising' ? warning : critical];
    const high = config[order === 'rising' ? critical : warning];
    if (typeof low !== 'number' || typeof high !== 'number' || low <= high) return;
    const side = order === 'rising' ? 'above' : 'below';
    context.addIssue({
      code: 'custom',
      path: [warning],
      message: `must not be ${side} the critical one`,
    });
  };

const isWebAddress = (text: string): boolean => {
  const url = URL.parse(text);
  return (
    url !== null &&
    (url.protocol === 'http:' || url.protocol === 'https:') &&
    url.username === '' &&
    url.password === ''
  );
};

const isExpression = (text: string): boolean => {
  try {
    return new RegExp(text, 'u').source !== '';
  } catch {
    return false;
  }
};

/** `200-299`, or `200, 204, 301-308`. */
const StatusCodes = z
  .string()
  .max(100)
  .regex(
    /^\s*[1-5]\d\d(\s*-\s*[1-5]\d\d)?(\s*,\s*[1-5]\d\d(\s*-\s*[1-5]\d\d)?)*\s*$/,
    'must be status codes as 200-299, or 200, 204',
  );

export const HttpCheckConfig = z
  .object({
    kind: z.literal('http'),
    /** Without user and password: they would stand in every list. */
    url: Text(2_000).refine(isWebAddress, 'must be an http:// or https:// address'),
    method: z.enum(['GET', 'HEAD']).default('GET'),
    expectedStatus: StatusCodes.default('200-299'),
    /** Of the first 256 kB of the body. */
    bodyContains: Text(500).min(1).nullable().default(null),
    /** A regular expression (ECMAScript, with `u`), for the same. */
    bodyMatches: Text(500)
      .min(1)
      .refine(isExpression, 'must be a regular expression')
      .nullable()
      .default(null),
    warningAboveMs: Milliseconds.nullable().default(1_000),
    criticalAboveMs: Milliseconds.nullable().default(null),
    /** Days before the certificate ends. */
    warningBelowDays: Days.nullable().default(14),
    criticalBelowDays: Days.nullable().default(3),
    followsRedirects: z.boolean().default(true),
    /**
     * Whether it may be an address of this machine or of a private network. Link-local addresses,
     * where clouds give keys away, are never asked.
     */
    mayBePrivate: z.boolean().default(false),
  })
  .superRefine(inOrder('warningAboveMs', 'criticalAboveMs', 'rising'))
  .superRefine(inOrder('warningBelowDays', 'criticalBelowDays', 'falling'));
export type HttpCheckConfig = z.infer<typeof HttpCheckConfig>;

const longestPeriodSeconds = 366 * 86_400;

export const HeartbeatCheckConfig = z
  .object({
    kind: z.literal('heartbeat'),
    /** How long after a ping the next is due; null where a cron expression says it. */
    periodSeconds: z.number().int().min(60).max(longestPeriodSeconds).nullable().default(null),
    /** Five fields, or six with seconds in front: when pings are due. */
    cron: Text(100).trim().min(1).nullable().default(null),
    /** Of the cron expression; an IANA name. */
    timeZone: Text(64).min(1).default('UTC'),
    /** How late a ping may be; and how long a run may take that told of its start. */
    graceSeconds: z.number().int().min(60).max(longestPeriodSeconds),
  })
  .superRefine(({ periodSeconds, cron }, context) => {
    if ((periodSeconds === null) === (cron === null))
      context.addIssue({
        code: 'custom',
        path: ['periodSeconds'],
        message: 'must be given, or a cron expression instead',
      });
  });
export type HeartbeatCheckConfig = z.infer<typeof HeartbeatCheckConfig>;

export const PostgresCheckConfig = z
  .object({
    kind: z.literal('postgres'),
    /** The console's own database, or the product's that it reads. */
    database: z.enum(['own', 'product']),
    warningAboveMs: Milliseconds.nullable().default(250),
    criticalAboveMs: Milliseconds.nullable().default(2_000),
    /** Of the connections that the server allows. */
    warningAboveConnectionsPercent: Percent.nullable().default(80),
    criticalAboveConnectionsPercent: Percent.nullable().default(95),
  })
  .superRefine(inOrder('warningAboveMs', 'criticalAboveMs', 'rising'))
  .superRefine(
    inOrder('warningAboveConnectionsPercent', 'criticalAboveConnectionsPercent', 'rising'),
  );
export type PostgresCheckConfig = z.infer<typeof PostgresCheckConfig>;

const usage = {
  warningAbovePercent: Percent.nullable().default(85),
  criticalAbovePercent: Percent.nullable().default(95),
};
const usageInOrder = inOrder('warningAbovePercent', 'criticalAbovePercent', 'rising');

/** Of the machine, or of what the container may use: whichever is nearer to its limit. */
export const CpuCheckConfig = z
  .object({ kind: z.literal('cpu'), ...usage })
  .superRefine(usageInOrder);
export type CpuCheckConfig = z.infer<typeof CpuCheckConfig>;

export const MemoryCheckConfig = z
  .object({ kind: z.literal('memory'), ...usage })
  .superRefine(usageInOrder);
export type MemoryCheckConfig = z.infer<typeof MemoryCheckConfig>;

export const DiskCheckConfig = z
  .object({
    kind: z.literal('disk'),
    /** Anywhere on the disk, as the machine of the worker has it. */
    path: Text(500).startsWith('/', 'must be a whole path, from / on').default('/'),
    ...usage,
  })
  .superRefine(usageInOrder);
export type DiskCheckConfig = z.infer<typeof DiskCheckConfig>;

export const CheckConfig = z.discriminatedUnion('kind', [
  HttpCheckConfig,
  HeartbeatCheckConfig,
  PostgresCheckConfig,
  CpuCheckConfig,
  MemoryCheckConfig,
  DiskCheckConfig,
]);
export type CheckConfig = z.infer<typeof CheckConfig>;
