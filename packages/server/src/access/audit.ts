import type { ChangeTopic } from '@taffrail/contract';
import type { FastifyRequest } from 'fastify';
import { announceInside } from '../platform/changes/changes.store.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database, Transaction } from '../platform/db/database.ts';
import { uuidV7 } from '../platform/ids.ts';
import { insertAuditEntry } from './audit.store.ts';
import { requireCaller, type Caller } from './caller.ts';

/** Who did it, and from where. */
export interface AuditSource {
  readonly actor: {
    readonly kind: 'system' | Caller['kind'];
    readonly id: string | null;
    readonly label: string;
  };
  readonly ipAddress: string | null;
  readonly requestId: string | null;
}

/** The caller of a request, as the audit log names them. */
export const byCaller = (request: FastifyRequest): AuditSource => {
  const { kind, id, label } = requireCaller(request);
  return { actor: { kind, id, label }, ...placeOf(request) };
};

/** From where, for requests whose caller is not known yet, such as signing in. */
export const placeOf = (request: FastifyRequest): Pick<AuditSource, 'ipAddress' | 'requestId'> => ({
  ipAddress: request.ip,
  requestId: request.id,
});

/** What the console does by itself, or its command line for it. */
export const bySystem = (label: string): AuditSource => ({
  actor: { kind: 'system', id: null, label },
  ipAddress: null,
  requestId: null,
});

export interface AuditEvent {
  readonly by: AuditSource;
  /** Target and past participle: `api_key.created`, `activity.exported`. */
  readonly action: `${string}.${string}`;
  readonly target?: { readonly type: string; readonly id: string };
  /** What the target was and became. Never a secret, nor the hash of one. */
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
}

/** What the target of an event is a part of, for those who look at it. */
const topicsOf: Readonly<Record<string, ChangeTopic>> = {
  api_key: 'keys',
  operator: 'operators',
  operator_invite: 'operators',
  source: 'sources',
  delivery: 'inbox',
  price: 'prices',
  recosting: 'prices',
  budget: 'prices',
  bulk_action: 'bulk_actions',
  analysis_run: 'incidents',
  notification_channel: 'notifications',
  notification_route: 'notifications',
  notification: 'notifications',
  alert: 'alerts',
  alert_run: 'pipelines',
  check: 'checks',
  incident: 'incidents',
};

/**
 * Writes the audit log, and tells of the change. Given the transaction of the change, so that none
 * is there without the others.
 */
export const recordAudit = async (
  db: Database | Transaction,
  clock: Clock,
  event: AuditEvent,
): Promise<void> => {
  await insertAuditEntry(db, {
    id: uuidV7(clock),
    created_at: clock.now(),
    action: event.action,
    actor_kind: event.by.actor.kind,
    actor_id: event.by.actor.id,
    actor_label: event.by.actor.label,
    target_type: event.target?.type ?? null,
    target_id: event.target?.id ?? null,
    before: event.before ?? null,
    after: event.after ?? null,
    ip_address: event.by.ipAddress,
    request_id: event.by.requestId,
  });
  const topic = topicsOf[event.target?.type ?? ''];
  await announceInside(db, 'audit_log', ...(topic ? [topic] : []));
};
