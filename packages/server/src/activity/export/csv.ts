import type { Activity } from '@taffrail/contract';
import { toCsvLine, type CsvCell } from '../../platform/http/csv.ts';

const columns: readonly (readonly [name: string, read: (activity: Activity) => CsvCell])[] = [
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

/** Turns the log into text: what comes first, and what each action becomes. */
export interface ActivityWriter {
  readonly header: string;
  readonly toLine: (activity: Activity) => string;
}

/** @param toLocal gives a second column with the time as a reader's clock shows it. */
export const createCsvWriter = (toLocal?: (at: Date) => string): ActivityWriter => ({
  header: toCsvLine([
    'createdAt',
    ...(toLocal ? ['createdAtLocal'] : []),
    ...columns.map(([name]) => name),
  ]),
  toLine: (activity) =>
    toCsvLine([
      activity.createdAt,
      ...(toLocal ? [toLocal(new Date(activity.createdAt))] : []),
      ...columns.map(([, read]) => read(activity)),
    ]),
});
