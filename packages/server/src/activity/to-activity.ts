import {
  ActivityCategory,
  sentenceIn,
  type Activity,
  type ProductConfig,
} from '@taffrail/contract';
import { maskIp } from '../access/mask.ts';
import { toCustomerRef } from '../customers/customers.ts';
import type { ActivityRow } from './reading/rows.store.ts';

const hidden = '•••';

/** The row as it crosses the wire; what identifies a device only for those who may see it. */
export const toActivity = (
  row: ActivityRow,
  product: ProductConfig,
  seesPersonalData: boolean,
): Activity => ({
  id: row.id,
  action: row.action,
  category: ActivityCategory.parse(row.category),
  sentence: sentenceIn(product, row.action),
  organization: toCustomerRef(
    row.organization_id,
    row.organization_external_id,
    row.organization_name,
  ),
  user: toCustomerRef(row.user_id, row.user_external_id, row.user_name),
  resourceType: row.resource_type,
  resourceId: row.resource_id,
  metadata: row.metadata,
  ipAddress: seesPersonalData || row.ip_address === null ? row.ip_address : maskIp(row.ip_address),
  userAgent: seesPersonalData || row.user_agent === null ? row.user_agent : hidden,
  traceId: row.trace_id,
  sessionId: row.session_id,
  createdAt: row.created_at.toISOString(),
  receivedAt: row.received_at.toISOString(),
});
