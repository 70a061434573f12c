import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';

export type { Logger } from 'pino';
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

interface LoggedRequest {
  method: string;
  url: string;
  ip?: string;
}

interface LoggedReply {
  statusCode: number;
}

/** Paths whose segment behind the prefix is a key that anyone could use who reads it. */
const keyedPaths: readonly { pattern: RegExp; shown: string }[] = [
  { pattern: /^(\/hooks\/[^/]+)\/[^/]+/, shown: '$1/[redacted]' },
  { pattern: /^(\/ping)\/[^/]+/, shown: '$1/[redacted]' },
  { pattern: /^(\/ingest\/(?!v\d+(?:\/|$))[^/]+)\/[^/]+/, shown: '$1/[redacted]' },
  { pattern: /^(\/(?:api\/v\d+\/)?invites?)\/[^/]+/, shown: '$1/[redacted]' },
];

/** A URL as it may be written down: without its query, and without the keys that stand in paths. */
export function redactPath(url: string): string {
  const path = url.split(/[?#]/, 1)[0] ?? '';
  const found = keyedPaths.find(({ pattern }) => pattern.test(path));
  return found ? path.replace(found.pattern, found.shown) : path;
}

/**
 * Of an error, what tells of the fault. Those of libraries carry more: pg's the whole client, or
 * the row that was refused.
 */
export function toLoggedError(thrown: unknown): unknown {
  if (!(thrown instanceof Error)) return thrown;
  const { type, message, stack } = pino.stdSerializers.err(thrown);
  const code = 'code' in thrown ? thrown.code : undefined;
  const errors = thrown instanceof AggregateError ? thrown.errors.map(toLoggedError) : undefined;
  return { type, message, stack, code, errors };
}

/** Of pino, from which on something is wrong. */
const warnLevel = 40;

/** Hands on each line of a warning or worse, as it was written. */
const watched = (destination: DestinationStream, onTrouble: (line: string) => void) => {
  const stream = {
    // pino tells the level to a destination that asks so: no line is read for it.
    [Symbol.for('pino.metadata')]: true,
    lastLevel: 0,
    write: (line: string): void => {
      destination.write(line);
      if (stream.lastLevel >= warnLevel) onTrouble(line);
    },
  };
  return stream;
};

/**
 * JSON lines. Of a request only method, path and address are written, never its headers or body;
 * what carries a secret under its usual name is censored wherever it stands one level deep.
 */
export function createLogger(options: {
  level: LogLevel;
  destination?: DestinationStream;
  /** Hears of warnings and errors, too; must not throw, nor log to the same logger. */
  onTrouble?: (line: string) => void;
}): Logger {
  const destination = options.destination ?? pino.destination(1);
  return pino(
    {
      level: options.level,
      base: null,
      formatters: { level: (label) => ({ level: label }) },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: secretNames.flatMap((name) => [name, `*.${name}`, `*.headers.${name}`]),
        censor: '[redacted]',
      },
      serializers: {
        req: (request: LoggedRequest) => ({
          method: request.method,
          url: redactPath(request.url),
          remoteAddress: request.ip,
        }),
        res: (reply: LoggedReply) => ({ statusCode: reply.statusCode }),
        err: toLoggedError,
      },
    },
    options.onTrouble ? watched(destination, options.onTrouble) : destination,
  );
}

const secretNames = [
  'authorization',
  'cookie',
  'password',
  'secret',
  'apiKey',
  'ingestKey',
  'connectionString',
  '["set-cookie"]',
  '["x-api-key"]',
];
