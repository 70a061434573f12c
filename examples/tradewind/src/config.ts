import { z } from 'zod';

const Environment = z.object({
  /** A database of its own; the tables are made. */
  TRADEWIND_DATABASE_URL: z.url({ protocol: /^postgres(?:ql)?$/ }),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4700),
  /** Without these two nothing is sent, and Tradewind works all the same. */
  TAFFRAIL_URL: z.url().optional(),
  TAFFRAIL_INGEST_KEY: z.string().optional(),
  /** Where billed actions wait until Taffrail has them; best on a disk that survives a restart. */
  TAFFRAIL_SPOOL_DIR: z.string().optional(),
  /** Where what stands around the made-up customers reports to: Taffrail's page of sources has them. */
  TAFFRAIL_STRIPE_URL: z.url().optional(),
  /** What Stripe signs with. */
  TAFFRAIL_STRIPE_SECRET: z.string().optional(),
  TAFFRAIL_LOAD_TESTS_URL: z.url().optional(),
  TAFFRAIL_AUTOFIX_URL: z.url().optional(),
  TAFFRAIL_ALERTMANAGER_URL: z.url().optional(),
  TAFFRAIL_SENTRY_URL: z.url().optional(),
  TAFFRAIL_SENTRY_SECRET: z.string().optional(),
  TAFFRAIL_GITHUB_URL: z.url().optional(),
  TAFFRAIL_GITHUB_SECRET: z.string().optional(),
  /** Addresses of two heartbeats: of the timers, every five minutes, and of the nightly job. */
  TAFFRAIL_TIMERS_PING_URL: z.url().optional(),
  TAFFRAIL_NIGHTLY_PING_URL: z.url().optional(),
  /** `on`: made-up customers use it, and did for thirty days before its first start. */
  TRADEWIND_TRAFFIC: z.enum(['on', 'off']).default('off'),
  /** What those customers are and do follows from it. */
  TRADEWIND_SEED: z.string().default('tradewind'),
  LOG_LEVEL: z.enum(['silent', 'warn', 'info']).default('warn'),
});
export type Config = z.infer<typeof Environment>;

/** @throws with the name of every variable that is wrong */
export const readConfig = (): Config => {
  const { success, data, error } = Environment.safeParse(process.env);
  if (success) return data;
  const wrong = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`The environment is not as it should be.\n  ${wrong.join('\n  ')}`);
};
