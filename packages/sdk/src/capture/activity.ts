import type { Action } from './actions.ts';
import { flatSize, metadataText, type TakenMetadata } from './metadata.ts';
import { readRequest, type RequestLike } from './request-context.ts';
import type { Session } from './session.ts';

/** A business action. Text limits are the server's: 100 characters, 200 for `resourceId`. */
export interface Activity {
  action: Action;
  /** The kind of thing acted on: `lead`, `search`. */
  resourceType?: string | undefined;
  resourceId?: string | undefined;
  /** Taken at the call. At most 32,768 bytes as JSON and 16 levels deep. */
  metadata?: Readonly<Record<string, unknown>> | undefined;
  /** When it happened, if not now: a date, RFC 3339 text or epoch milliseconds. */
  createdAt?: Date | string | number | undefined;
  /** A UUID of the caller's, so that the same action logged twice counts once. */
  id?: string | undefined;
}

/** An action as it waits in the queue: everything is copied, nothing is encoded yet. */
export interface TakenActivity {
  readonly at: number;
  readonly id: string | undefined;
  readonly organizationId: string | undefined;
  readonly userId: string | undefined;
  readonly action: string;
  readonly resourceType: string | undefined;
  readonly resourceId: string | undefined;
  readonly metadata: TakenMetadata;
  readonly ipAddress: string | undefined;
  readonly userAgent: string | undefined;
  readonly traceId: string | undefined;
  readonly sessionId: string | undefined;
  /** About how many characters its line will have; bounds the queue's memory. */
  readonly size: number;
}

export interface TakeSettings {
  /** How many proxies stand in front of the host; 0 trusts no forwarding header. */
  readonly trustedHops: number;
  readonly onMetadataReplaced: (reason: string) => void;
}

/** A line without metadata is this long, measured with UUIDs and a browser's user agent. */
const bareLineSize = 480;

/** The server refuses such a record; here it would only fill the queue. */
const longestText = 1_000;

export function toText(value: unknown): string | undefined {
  if (typeof value === 'string') {
    if (value.length > longestText) throw new RangeError('text of more than 1,000 characters');
    return value;
  }
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  throw new TypeError(`expected text, got ${typeof value}`);
}

function toMillis(createdAt: Date | string | number): number {
  const at = typeof createdAt === 'number' ? createdAt : new Date(createdAt).getTime();
  // Years 0 to 9999: the rest has no RFC 3339 form and no room in a UUID of version 7.
  if (!(at >= 0 && at < 253_402_300_800_000)) throw new RangeError('createdAt is not a date');
  return Math.trunc(at);
}

/**
 * The hot path: what a caller waits for is this function. Flat metadata is copied, which costs an
 * eighth of encoding it; encoding waits until the batch is made.
 * Throws on what can never become a record; the client counts that as dropped.
 */
export function takeActivity(
  session: Session,
  activity: Activity,
  request: RequestLike | null | undefined,
  now: number,
  settings: TakeSettings,
): TakenActivity {
  const { action, createdAt, metadata } = activity;
  if (typeof action !== 'string' || action === '') throw new TypeError('action is missing');
  const context =
    request === undefined || request === null
      ? undefined
      : readRequest(request, settings.trustedHops);

  let taken: TakenMetadata;
  let metadataSize = 0;
  if (metadata !== undefined && metadata !== null) {
    const copy = copyFlat(metadata);
    metadataSize = copy === undefined ? -1 : flatSize(copy);
    if (metadataSize >= 0) {
      taken = copy;
    } else {
      taken = metadataText(copy ?? metadata, settings.onMetadataReplaced);
      metadataSize = taken.length;
    }
  }

  return {
    at: createdAt === undefined || createdAt === null ? now : toMillis(createdAt),
    id: toText(activity.id),
    organizationId: toText(session.organizationId),
    userId: toText(session.userId),
    action,
    resourceType: toText(activity.resourceType),
    resourceId: toText(activity.resourceId),
    metadata: taken,
    ipAddress: context?.ipAddress,
    userAgent: context?.userAgent,
    traceId: toText(session.traceId) ?? context?.traceId,
    sessionId: toText(session.sessionId) ?? context?.sessionId,
    size: bareLineSize + metadataSize,
  };
}

/** Undefined for what a copy would change: an array, a class with `toJSON`, a getter that throws. */
function copyFlat(
  metadata: Readonly<Record<string, unknown>>,
): Record<string, unknown> | undefined {
  if (typeof metadata !== 'object' || Array.isArray(metadata)) return undefined;
  try {
    if (metadata['toJSON'] !== undefined) return undefined;
    return { ...metadata };
  } catch {
    return undefined;
  }
}
