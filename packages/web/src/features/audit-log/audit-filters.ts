import { AuditFilter } from '@taffrail/contract';
import { oneValueFilters } from '../../lib/url/one-value-filters.ts';

const { action, actorId, targetId } = AuditFilter.shape;

/** What the log can be filtered by, one value each; the names are the API's. */
export const auditFilters = oneValueFilters({ action, actorId, targetId });
export type AuditFilters = ReturnType<typeof auditFilters.read>;
