import { ingestLimits, logLimits, LogLevel, LogRecord, ownLogSource } from '@taffrail/contract';
import { uuidV7 } from '../../platform/ids.ts';
import { scrubText, toScrubbedJson } from '../../platform/secrets/scrub-secrets.ts';
import { fingerprintOf, type NewLog } from '../../system-logs/system-logs.ts';
import { readCreatedAt, readId, type CheckContext } from '../record/check-activity.ts';
import { optionalId, optionalText, requiredText, type JsonObject } from '../record/fields.ts';
import { readMetadata } from '../record/metadata.ts';
import type { ProductId } from '../record/product-id.ts';
import { Rejection, reject } from '../record/rejection.ts';

/** What the product logged, scrubbed and ready to be written. */
export interface LogRow extends NewLog {
  readonly kind: 'log';
  readonly organization: ProductId | null;
  readonly user: ProductId | null;
  /** Sent again without its idempotency key, this record would be counted again. */
  readonly isRepeatable: boolean;
}

export const logFields: ReadonlySet<string> = new Set(Object.keys(LogRecord.shape));

const acceptMs = ingestLimits.acceptDays * 86_400_000;
const levels: ReadonlySet<unknown> = new Set(LogLevel.options);
const isLevel = (value: unknown): value is LogLevel => levels.has(value);

const readLevel = (value: unknown): LogLevel =>
  isLevel(value) ? value : reject(`level must be ${LogLevel.options.join(', ')}`);

const readSource = (value: unknown): string => {
  const source = requiredText(value, 'source', logLimits.source);
  return source === ownLogSource
    ? reject(`source must not be ${ownLogSource}: so the console's own logs are known`)
    : scrubText(source);
};

const scrubOptional = (text: string | null): string | null =>
  text === null ? null : scrubText(text);

const readContext = (value: unknown): string => {
  const json = readMetadata(value, 'context');
  return json === '{}' ? json : toScrubbedJson(value);
};

/** @throws {Rejection} */
export const checkLog = (record: JsonObject, context: CheckContext): LogRow => {
  const { receivedAtMs } = context;
  const organizationId = optionalId(record['organizationId'], 'organizationId');
  const userId = optionalId(record['userId'], 'userId');
  const givenId = readId(record['id']);
  const id = givenId ?? uuidV7(context.clock);
  const createdAt = readCreatedAt(record, id, receivedAtMs);
  if (createdAt < receivedAtMs - acceptMs)
    throw new Rejection('too_old', `createdAt is more than ${ingestLimits.acceptDays} days ago`);
  const level = readLevel(record['level']);
  const fault = {
    message: scrubText(requiredText(record['message'], 'message', logLimits.message)),
    source: readSource(record['source']),
    errorType: optionalText(record['errorType'], 'errorType', logLimits.errorType),
    stack: scrubOptional(optionalText(record['stack'], 'stack', logLimits.stack)),
  };
  return {
    kind: 'log',
    id,
    level,
    ...fault,
    fingerprint: level === 'error' ? fingerprintOf(fault) : null,
    context: readContext(record['context']),
    organization: organizationId === null ? null : context.readOrganizationId(organizationId),
    user: userId === null ? null : context.readUserId(userId),
    traceId: optionalText(record['traceId'], 'traceId', 64),
    sessionId: optionalText(record['sessionId'], 'sessionId', 200),
    createdAt,
    receivedAt: receivedAtMs,
    isRepeatable:
      givenId === undefined || (record['createdAt'] === undefined && id.charAt(14) !== '7'),
  };
};
