import type { Activity } from '@taffrail/contract';

type Cell = string | null | undefined;

/** What a spreadsheet would take for a formula is text with an apostrophe before it. */
const toText = (value: string): string => (/^[=+\-@\t\r]/.test(value) ? `'${value}` : value);

/** RFC 4180, 2: quoted where it holds a separator, quotes doubled. */
const toCell = (value: Cell): string => {
  const text = toText(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

const toLine = (cells: readonly Cell[]): string => `${cells.map(toCell).join(',')}\r\n`;

const columns: readonly (readonly [name: string, read: (activity: Activity) => Cell])[] = [
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
  header: toLine([
    'createdAt',
    ...(toLocal ? ['createdAtLocal'] : []),
    ...columns.map(([name]) => name),
  ]),
  toLine: (activity) =>
    toLine([
      activity.createdAt,
      ...(toLocal ? [toLocal(new Date(activity.createdAt))] : []),
      ...columns.map(([, read]) => read(activity)),
    ]),
});
