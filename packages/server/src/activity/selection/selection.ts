import { activityKeptDays, rolesWith, type ActivityFilter } from '@taffrail/contract';
import { may, type Caller } from '../../access/caller.ts';
import type { Clock } from '../../platform/clock.ts';
import { raise } from '../../platform/http/api-error.ts';
import { toProductId } from '../../platform/ids.ts';
import { findActions } from './actions.store.ts';
import type { LogContext } from '../log-context.ts';
import { findNamed, type Named } from './names.store.ts';

interface MetadataCondition {
  readonly path: readonly string[];
  readonly values: readonly string[];
}

/** What of the log is asked for: a filter with its names resolved and its range within the limit. */
export interface Selection {
  readonly from: Date;
  readonly to: Date | undefined;
  /** Undefined: all. Prefixes and categories have become the actions that they stand for. */
  readonly actions: readonly string[] | undefined;
  readonly organizationId: string | undefined;
  readonly userId: string | undefined;
  readonly resourceId: string | undefined;
  readonly resourceType: string | undefined;
  readonly traceId: string | undefined;
  readonly sessionId: string | undefined;
  readonly ipAddress: string | undefined;
  /** Each path has one of its values. */
  readonly metadata: readonly MetadataCondition[];
  readonly search: { readonly text: string; readonly named: Named } | undefined;
  /** Whether the text is looked for in e-mail addresses, too: a hit would give them away. */
  readonly seesPersonalData: boolean;
}

/** Of `search.country=DE` and `search.country=FR`; a value may hold more equals signs. */
const toMetadataConditions = (texts: readonly string[]): MetadataCondition[] =>
  [...Map.groupBy(texts, (text) => text.slice(0, text.indexOf('=')))].map(([key, of]) => ({
    path: key.split('.'),
    values: of.map((text) => text.slice(key.length + 1)),
  }));

/** The earliest moment that is still read. */
export const readLimit = (clock: Clock): Date =>
  new Date(clock.now().getTime() - activityKeptDays * 86_400_000);

const isLater = (a: Date, b: Date): boolean => a.getTime() > b.getTime();

/** @throws `forbidden` for an IP address without `pii.read` */
export const toSelection = async (
  { db, clock }: LogContext,
  filter: ActivityFilter,
  caller: Caller,
): Promise<Selection> => {
  const seesPersonalData = may(caller, 'pii.read');
  if (filter.ipAddress !== undefined && !seesPersonalData)
    raise('forbidden', {
      message: 'Filtering by IP address needs a permission that you do not have.',
      details: { permission: 'pii.read', grantedBy: rolesWith('pii.read'), field: 'ipAddress' },
    });
  const limit = readLimit(clock);
  const from = filter.from === undefined ? limit : new Date(filter.from);
  const { action, category, organizationId, userId } = filter;
  const text = filter.q?.trim() ?? '';
  const isNarrowed = action !== undefined || category !== undefined;
  return {
    from: isLater(from, limit) ? from : limit,
    to: filter.to === undefined ? undefined : new Date(filter.to),
    actions: isNarrowed ? await findActions(db, action, category) : undefined,
    organizationId: organizationId && toProductId('organization', organizationId),
    userId: userId && toProductId('user', userId),
    resourceId: filter.resourceId,
    resourceType: filter.resourceType,
    traceId: filter.traceId,
    sessionId: filter.sessionId,
    ipAddress: filter.ipAddress,
    metadata: toMetadataConditions(filter.metadata ?? []),
    search: text === '' ? undefined : { text, named: await findNamed(db, text, seesPersonalData) },
    seesPersonalData,
  };
};
