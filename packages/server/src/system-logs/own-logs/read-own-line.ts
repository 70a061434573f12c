import { logLimits, ownLogSource, type LogLevel } from '@taffrail/contract';
import type { Clock } from '../../platform/clock.ts';
import { uuidV7 } from '../../platform/ids.ts';
import { scrubText, toScrubbedJson } from '../../platform/secrets/scrub-secrets.ts';
import { fingerprintOf } from '../recording/fingerprint.ts';
import type { NewLog } from '../recording/record-logs.store.ts';

type Json = Record<string, unknown>;

const levels: Readonly<Record<string, LogLevel>> = {
  warn: 'warning',
  error: 'error',
  fatal: 'error',
};

/** Characters of JSON; a longer context is left out. */
const longestContext = 16_384;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Postgres stores neither the character zero nor half of a pair. */
const toStorable = (_: string, value: unknown): unknown =>
  typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '') : value;

const textOf = (value: unknown, longest: number): string | null =>
  typeof value === 'string' && value !== '' ? scrubText(value.slice(0, longest)) : null;

/** What was said, and what was thrown where that is more. */
const messageOf = (msg: unknown, cause: unknown): string => {
  const said = typeof msg === 'string' ? msg : '';
  if (typeof cause !== 'string' || said.includes(cause)) return said;
  return said === '' ? cause : `${said}: ${cause}`;
};

const contextOf = (more: Json): string => {
  const json = toScrubbedJson(more);
  return json.length <= longestContext ? json : '{}';
};

/** A line of the server's own log (`platform/log.ts`) as a system log. */
export const readOwnLine = (line: string, clock: Clock): NewLog | undefined => {
  const read: unknown = JSON.parse(line, toStorable);
  if (!isObject(read)) return undefined;
  const { level: name, time, msg, err, ...more } = read;
  const level = levels[String(name)];
  if (level === undefined) return undefined;
  const { type, message: cause, stack, ...detail } = isObject(err) ? err : {};
  const fault = {
    message: textOf(messageOf(msg, cause), logLimits.message) ?? 'Something went wrong.',
    source: ownLogSource,
    errorType: textOf(type, logLimits.errorType),
    stack: textOf(stack, logLimits.stack),
  };
  const now = clock.now().getTime();
  return {
    id: uuidV7(clock),
    level,
    ...fault,
    fingerprint: level === 'error' ? fingerprintOf(fault) : null,
    context: contextOf({ ...more, ...detail }),
    organization: null,
    user: null,
    traceId: null,
    sessionId: null,
    createdAt: Date.parse(String(time)) || now,
    receivedAt: now,
  };
};
