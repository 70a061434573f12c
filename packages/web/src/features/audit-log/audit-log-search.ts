import { z } from 'zod';
import {
  CursorParam,
  FilterParam,
  RangeParam,
  TimeZoneParam,
} from '../../lib/url/search-params.ts';
import { auditFilters } from './audit-filters.ts';

export const defaultRange = '90d';

export const AuditLogSearch = z.object({
  range: RangeParam.optional(),
  tz: TimeZoneParam.optional(),
  f: z.array(FilterParam.refine(auditFilters.isFilter)).max(3).optional(),
  after: CursorParam.optional(),
  /** The entry that is open. */
  peek: z.uuid().optional(),
});
export type AuditLogSearch = z.infer<typeof AuditLogSearch>;
