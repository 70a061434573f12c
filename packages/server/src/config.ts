import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { LogLevel } from './platform/log.ts';
import { parsedAs, toOrigin, toPort, toTimeZone, toTrustProxy } from './platform/parse-setting.ts';

/** The only reader of the environment. Everything else is given the part of `Config` it needs. */
export interface Config {
  /** Undefined: Taffrail starts a PostgreSQL of its own. */
  database: ExternalDatabase | undefined;
  /** Of the product: only ever read. Undefined: nothing is known of it. */
  productDatabaseUrl: string | undefined;
  /** What says what Taffrail should know of the product. Undefined: the checkout's own, if any. */
  productConfig: URL | undefined;
  /** Undefined: what Stripe's webhooks tell is all that is known. */
  stripe: StripeAccess | undefined;
  /** Undefined: channels for e-mail name a server of their own. */
  mail: MailAccess | undefined;
  host: string;
  /** The default port moves up when it is taken; one that was asked for does not. */
  port: { number: number; explicit: boolean };
  /** Origin under which browsers reach the console, without a trailing slash. */
  publicUrl: string | undefined;
  /** As Fastify takes it: off, number of hops, or the addresses that may be believed. */
  trustProxy: false | number | string[];
  dataDir: { path: string; explicit: boolean };
  role: 'all' | 'web' | 'worker';
  /** Undefined only without an external database: then made once and kept in the data folder. */
  secret: string | undefined;
  owner: { email: string | undefined; password: string | undefined };
  ingestKey: string | undefined;
  apiKey: string | undefined;
  /** IANA name of the reporting time zone that a first start stores. */
  timeZone: string;
  logLevel: LogLevel;
  /** Undefined: what the data folder is already, and a new one becomes a demo. */
  mode: ConsoleMode | undefined;
}

/** A demo has the sample product beside it, which makes up all that is in it. */
export type ConsoleMode = 'demo' | 'clean';

/** A key that may read subscriptions, and where Stripe's API is. */
export interface StripeAccess {
  apiKey: string;
  apiBase: string;
}

/** The mail server that messages go out by, and whom they come from. */
export interface MailAccess {
  url: string;
  from: string;
}

export interface ExternalDatabase {
  ownerUrl: string;
  appUrl: string | undefined;
  ingestUrl: string | undefined;
  memberUrl: string | undefined;
}

export type ReadConfig =
  | { ok: true; config: Config; warnings: readonly string[] }
  | { ok: false; message: string };

const defaultPort = 4600;
/** Of letters and digits, as random as 128 bits. */
const safeKeyLength = 22;
const defaultFolders = { demo: '.taffrail-demo', clean: '.taffrail' } as const;
const checkout = fileURLToPath(new URL('../../../', import.meta.url));

export function loadConfig(argv: readonly string[] = process.argv.slice(2)): ReadConfig {
  return readConfig(process.env, argv);
}

/** Every variable and flag that is wrong is named in one message, without repeating its value. */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  argv: readonly string[],
  machineTimeZone = Intl.DateTimeFormat().resolvedOptions().timeZone,
): ReadConfig {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  const flags = readFlags(argv);
  const wrong = [
    ...(parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}`),
    ...findContradictions(given, flags.mode),
    ...flags.wrong,
  ];
  if (!parsed.success || wrong.length > 0) return { ok: false, message: explain(wrong) };
  return {
    ok: true,
    config: toConfig(parsed.data, flags.mode, machineTimeZone),
    warnings: findShortKeys(given),
  };
}

const databaseUrl = parsedAs(
  (text) => (/^postgres(ql)?:$/.test(URL.parse(text)?.protocol ?? '') ? text : undefined),
  'must be an address like postgres://user:password@host:5432/database',
);
const key = z
  .string()
  .regex(/^[A-Za-z0-9._~-]{8,200}$/, 'must be 8 to 200 letters, digits or any of . _ ~ -');

const Environment = z.object({
  DATABASE_URL: databaseUrl.optional(),
  DATABASE_APP_URL: databaseUrl.optional(),
  DATABASE_INGEST_URL: databaseUrl.optional(),
  DATABASE_MEMBER_URL: databaseUrl.optional(),
  PRODUCT_DATABASE_URL: databaseUrl.optional(),
  STRIPE_API_KEY: z
    .string()
    .regex(/^[A-Za-z0-9_]{8,255}$/, 'must be a secret or restricted key, like rk_live_…')
    .optional(),
  STRIPE_API_BASE: parsedAs(
    toOrigin,
    'must be http:// or https:// with a host, without a path',
  ).default('https://api.stripe.com'),
  SMTP_URL: parsedAs(
    (text) => (/^smtps?:$/.test(URL.parse(text)?.protocol ?? '') ? text : undefined),
    'must be an address like smtp://user:password@mail.example.com:587',
  ).optional(),
  SMTP_FROM: z.email('must be an e-mail address').optional(),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, 'must be a host name or an IP address')
    .default('127.0.0.1'),
  PORT: parsedAs(toPort, 'must be a whole number from 0 to 65535').optional(),
  TAFFRAIL_PUBLIC_URL: parsedAs(
    toOrigin,
    'must be http:// or https:// with a host, without a path',
  ).optional(),
  TAFFRAIL_TRUST_PROXY: parsedAs(
    toTrustProxy,
    'must be true (one proxy), false, a number of proxies, or their addresses with commas between',
  ).default(false),
  TAFFRAIL_CONFIG: z.string().optional(),
  TAFFRAIL_DATA_DIR: z.string().optional(),
  TAFFRAIL_ROLE: z.enum(['all', 'web', 'worker'], 'must be all, web or worker').default('all'),
  TAFFRAIL_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  TAFFRAIL_ADMIN_EMAIL: z.email('must be an e-mail address').optional(),
  TAFFRAIL_ADMIN_PASSWORD: z
    .string()
    .min(8, 'must have at least 8 characters')
    .max(200, 'must have at most 200 characters')
    .optional(),
  TAFFRAIL_INGEST_KEY: key.optional(),
  TAFFRAIL_API_KEY: key.optional(),
  TAFFRAIL_TIME_ZONE: parsedAs(
    toTimeZone,
    'must be the IANA name of a time zone, like Europe/Berlin',
  ).optional(),
  LOG_LEVEL: z
    .enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
      'must be trace, debug, info, warn, error, fatal or silent',
    )
    .default('warn'),
});
type Environment = z.infer<typeof Environment>;

function toConfig(
  env: Environment,
  mode: ConsoleMode | undefined,
  machineTimeZone: string,
): Config {
  return {
    database: env.DATABASE_URL
      ? {
          ownerUrl: env.DATABASE_URL,
          appUrl: env.DATABASE_APP_URL,
          ingestUrl: env.DATABASE_INGEST_URL,
          memberUrl: env.DATABASE_MEMBER_URL,
        }
      : undefined,
    productDatabaseUrl: env.PRODUCT_DATABASE_URL,
    productConfig:
      env.TAFFRAIL_CONFIG === undefined
        ? undefined
        : pathToFileURL(resolve(checkout, env.TAFFRAIL_CONFIG)),
    stripe: env.STRIPE_API_KEY
      ? { apiKey: env.STRIPE_API_KEY, apiBase: env.STRIPE_API_BASE }
      : undefined,
    mail:
      env.SMTP_URL !== undefined && env.SMTP_FROM !== undefined
        ? { url: env.SMTP_URL, from: env.SMTP_FROM }
        : undefined,
    host: env.HOST,
    port: { number: env.PORT ?? defaultPort, explicit: env.PORT !== undefined },
    publicUrl: env.TAFFRAIL_PUBLIC_URL,
    trustProxy: env.TAFFRAIL_TRUST_PROXY,
    dataDir: {
      path: resolve(checkout, env.TAFFRAIL_DATA_DIR ?? defaultFolders[mode ?? 'demo']),
      explicit: env.TAFFRAIL_DATA_DIR !== undefined,
    },
    role: env.TAFFRAIL_ROLE,
    secret: env.TAFFRAIL_SECRET,
    owner: { email: env.TAFFRAIL_ADMIN_EMAIL, password: env.TAFFRAIL_ADMIN_PASSWORD },
    ingestKey: env.TAFFRAIL_INGEST_KEY,
    apiKey: env.TAFFRAIL_API_KEY,
    timeZone: env.TAFFRAIL_TIME_ZONE ?? toTimeZone(machineTimeZone) ?? 'UTC',
    logLevel: env.LOG_LEVEL,
    mode,
  };
}

/** Refused they would keep a console from starting that did so yesterday. */
function findShortKeys(env: Readonly<Record<string, string | undefined>>): string[] {
  return ['TAFFRAIL_INGEST_KEY', 'TAFFRAIL_API_KEY']
    .filter((name) => (env[name]?.length ?? safeKeyLength) < safeKeyLength)
    .map((name) => `${name} could be guessed: give it ${safeKeyLength} random characters or more`);
}

/** What each variable alone cannot tell. */
function findContradictions(
  env: Readonly<Record<string, string | undefined>>,
  mode: ConsoleMode | undefined,
): string[] {
  const wrong: string[] = [];
  const role = env['TAFFRAIL_ROLE'];
  if ((env['SMTP_URL'] === undefined) !== (env['SMTP_FROM'] === undefined))
    wrong.push('SMTP_URL and SMTP_FROM need each other: by which server, and from whom');
  if (env['DATABASE_URL'] === undefined) {
    for (const name of ['DATABASE_APP_URL', 'DATABASE_INGEST_URL', 'DATABASE_MEMBER_URL'])
      if (env[name] !== undefined) wrong.push(`${name} needs DATABASE_URL, which is the owner's`);
    if (role === 'web' || role === 'worker')
      wrong.push(`TAFFRAIL_ROLE=${role} needs DATABASE_URL: two processes share one database`);
  } else {
    if (env['TAFFRAIL_SECRET'] === undefined)
      wrong.push('TAFFRAIL_SECRET is required with DATABASE_URL: at least 32 random characters');
    if (mode === 'demo')
      wrong.push('--demo needs a database of its own: leave DATABASE_URL out, or --demo');
  }
  return wrong;
}

const knownFlags = 'flags: --demo, --no-demo';

function readFlags(argv: readonly string[]): { mode: ConsoleMode | undefined; wrong: string[] } {
  const { values, tokens } = parseArgs({
    args: [...argv],
    options: { demo: { type: 'boolean' } },
    allowNegative: true,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const wrong = tokens.flatMap((token) => {
    if (token.kind === 'positional') return [`${token.value} is not known; ${knownFlags}`];
    if (token.kind !== 'option') return [];
    if (token.name !== 'demo') return [`${token.rawName} is not known; ${knownFlags}`];
    return token.value === undefined ? [] : [`${token.rawName} takes no value; ${knownFlags}`];
  });
  const { demo } = values;
  return { mode: demo === undefined ? undefined : demo ? 'demo' : 'clean', wrong };
}

function explain(wrong: readonly string[]): string {
  const count = wrong.length === 1 ? 'One setting is' : `${wrong.length} settings are`;
  return [`${count} wrong:`, ...wrong.map((line) => `  ${line}`)].join('\n');
}
