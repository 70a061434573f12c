import { spanKeptDays, type CustomerRef, type TraceSpan } from '@taffrail/contract';
import { may, type Caller } from '../../access/caller.ts';
import { readSnapshot } from '../../platform/db/snapshot.ts';
import { raise } from '../../platform/http/api-error.ts';
import { dayMs } from '../../platform/time/time-range.ts';
import { maskAttributes } from './mask-attributes.ts';
import type { TraceContext } from './read-trace.ts';
import { findNames, findSpanRow, type NamedRow } from './trace.store.ts';

const toRef = (id: string | null, [row]: readonly NamedRow[]): CustomerRef | null =>
  id === null ? null : { id, externalId: row?.external_id ?? null, name: row?.name ?? null };

const idsOf = (id: string | null): string[] => (id === null ? [] : [id]);

/** A span with all that was told of it. @throws `not_found` */
export const readSpan = (
  { db, clock }: TraceContext,
  { traceId, spanId }: { readonly traceId: string; readonly spanId: string },
  caller: Caller,
): Promise<TraceSpan> => {
  const since = new Date(clock.now().getTime() - spanKeptDays * dayMs);
  return readSnapshot(db, async (trx) => {
    const row = (await findSpanRow(trx, { traceId, spanId, since })) ?? raise('not_found');
    const seesAll = may(caller, 'pii.read');
    const shown = (attributes: Record<string, unknown> | null | undefined) =>
      seesAll ? (attributes ?? {}) : maskAttributes(attributes ?? {});
    const { organization_id: organizationId, user_id: userId } = row;
    return {
      traceId: row.trace_id,
      spanId: row.span_id,
      parentSpanId: row.parent_span_id,
      name: row.name,
      kind: row.kind,
      service: row.service === '' ? null : row.service,
      scope: row.scope,
      startedAt: row.created_at.toISOString(),
      durationUs: row.duration_us,
      status: row.status,
      statusMessage: row.status_message,
      organization: toRef(
        organizationId,
        await findNames(trx, 'organizations', idsOf(organizationId)),
      ),
      user: toRef(userId, await findNames(trx, 'users', idsOf(userId))),
      sessionId: row.session_id,
      attributes: shown(row.attributes),
      resource: shown(row.resource),
      events: row.events.map(({ name, at, attributes }) => ({
        name,
        at,
        attributes: shown(attributes),
      })),
      links: row.links.map(({ attributes, ...link }) => ({
        ...link,
        attributes: shown(attributes),
      })),
      dropped: row.dropped,
    };
  });
};
