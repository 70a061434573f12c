import type { Activity } from '@taffrail/contract';
import type { CsvColumn } from '../../platform/http/files/csv.ts';

/** Of the CSV, beside the time. */
export const activityCsvColumns: readonly CsvColumn<Activity>[] = [
  ['id', ({ id }) => id],
  ['action', ({ action }) => action],
  ['category', ({ category }) => category],
  ['organizationId', ({ organization }) => organization?.id],
  ['organizationExternalId', ({ organization }) => organization?.externalId],
  ['organizationName', ({ organization }) => organization?.name],
  ['userId', ({ user }) => user?.id],
  ['userExternalId', ({ user }) => user?.externalId],
  ['userName', ({ user }) => user?.name],
  ['resourceType', ({ resourceType }) => resourceType],
  ['resourceId', ({ resourceId }) => resourceId],
  ['metadata', ({ metadata }) => JSON.stringify(metadata)],
  ['ipAddress', ({ ipAddress }) => ipAddress],
  ['userAgent', ({ userAgent }) => userAgent],
  ['traceId', ({ traceId }) => traceId],
  ['sessionId', ({ sessionId }) => sessionId],
  ['receivedAt', ({ receivedAt }) => receivedAt],
];
