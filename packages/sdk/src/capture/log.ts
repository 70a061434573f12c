import { quote } from '../record/json-text.ts';
import { timestamp } from '../record/record-line.ts';
import type { MakeUuidV7 } from '../record/uuid-v7.ts';
import { describeError, errorTypeOf } from '../report/describe-error.ts';
import { toText } from './activity.ts';
import { metadataText } from './metadata.ts';
import type { Session } from './session.ts';

/** Something that the product wants to be known of itself. */
export interface Log {
  level: 'error' | 'warning' | 'info';
  /** Cut after 10,000 characters. That of `error` when absent. */
  message?: string | undefined;
  /** Where it is written: the pattern of an API route, the name of a job. */
  source: string;
  /** What was thrown: its type, message and stack are sent, and those of its causes. */
  error?: unknown;
  /** Whatever helps to understand it. At most 32,768 bytes as JSON and 16 levels deep. */
  context?: Readonly<Record<string, unknown>> | undefined;
}

/** The server's limits, in characters. */
const longest = { message: 10_000, source: 300, stack: 32_768 } as const;
const mostCauses = 5;
const levels: ReadonlySet<unknown> = new Set(['error', 'warning', 'info']);

/** A getter or proxy of what was thrown may throw in turn. */
function tryRead<T>(read: () => T | undefined): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function stackOf(thrown: Error): string | undefined {
  let stack: string | undefined;
  let error: unknown = thrown;
  for (let causes = 0; causes <= mostCauses && error instanceof Error; causes += 1) {
    const own: unknown = error.stack;
    if (typeof own === 'string') stack = stack === undefined ? own : `${stack}\nCaused by: ${own}`;
    error = error.cause;
  }
  return stack;
}

function messageOf({ message, error }: Log): string {
  if (typeof message === 'string' && message !== '') return message;
  const described = error === undefined ? '' : describeError(error);
  if (described === '') throw new TypeError('message is missing');
  return described;
}

/**
 * One line of the batch, finished at the call. Throws on what can never become a record; the client
 * counts that as dropped.
 */
export function logLine(
  session: Session | null | undefined,
  log: Log,
  at: number,
  { makeId, onReplaced }: { makeId: MakeUuidV7; onReplaced: (reason: string) => void },
): string {
  const { level, source, error, context } = log;
  if (!levels.has(level)) throw new TypeError('level must be error, warning or info');
  if (typeof source !== 'string' || source === '') throw new TypeError('source is missing');
  let line = `{"kind":"log","id":"${makeId(at)}","level":"${level}","source":${quote(source.slice(0, longest.source))},"message":${quote(messageOf(log).slice(0, longest.message))}`;
  const add = (name: string, text: string | undefined): void => {
    if (text !== undefined) line += `,"${name}":${quote(text)}`;
  };
  if (error instanceof Error) {
    add('errorType', errorTypeOf(error));
    add('stack', tryRead(() => stackOf(error))?.slice(0, longest.stack));
  }
  if (context !== undefined && context !== null)
    line += `,"context":${metadataText(context, onReplaced)}`;
  add('organizationId', toText(session?.organizationId));
  add('userId', toText(session?.userId));
  add('traceId', toText(session?.traceId));
  add('sessionId', toText(session?.sessionId));
  return `${line},"createdAt":"${timestamp(at)}"}`;
}
