import {
  errorTrendDays,
  exportSystemLogs,
  getErrorGroup,
  getSystemLogHistogram,
  listErrorGroups,
  listSystemLogs,
  logKeptDays,
  type ErrorGroup,
} from '@taffrail/contract';
import { byCaller } from '../access/audit.ts';
import type { HttpServer } from '../platform/http/http-server.ts';
import { decodeCursor, encodeCursor } from '../platform/http/cursor.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import { sendList } from '../platform/http/files/send-file.ts';
import { shareAnswers } from '../platform/http/share-answers.ts';
import { toPage } from '../platform/http/page.ts';
import type { AppContext, Slice } from '../slice.ts';
import { countLogsOverTime } from './counting/histogram.ts';
import {
  deleteGroupsUnseenSince,
  getErrorGroupRow,
  listDaysOfGroup,
  listErrorGroupRows,
  listTrends,
  type ErrorGroupRow,
} from './error-groups.store.ts';
import { startLogExport } from './export.ts';
import { systemLogPartitions } from './partitions.ts';
import { readLogPage } from './read-page.ts';
import { toSystemLog } from './to-system-log.ts';

/** Of the page of a group. */
const groupDays = 30;
const noneSeen: readonly number[] = Array.from({ length: errorTrendDays }, () => 0);
/** What is read is the same for all who may read it. */
const everybody = (): string => '';
const daysBefore = (now: Date, days: number): Date => new Date(now.getTime() - days * 86_400_000);

const toErrorGroup = (row: Omit<ErrorGroupRow, 'stack'>): ErrorGroup => ({
  fingerprint: row.fingerprint,
  errorType: row.error_type,
  message: row.message,
  source: row.source,
  firstSeenAt: row.first_seen_at.toISOString(),
  lastSeenAt: row.last_seen_at.toISOString(),
  count: row.count,
});

const routes = (server: HttpServer, app: AppContext): void => {
  const { db, clock, reportingTimeZone: timeZone } = app;

  // What those who watch the logs ask for, all at the same time after each change.
  mountRoute(
    server,
    listSystemLogs,
    shareAnswers(listSystemLogs, everybody, async ({ query }) => {
      const { limit, cursor, ...filter } = query;
      const after = cursor === undefined ? undefined : decodeCursor(cursor);
      const { rows, next, searchedTo } = await readLogPage(app, filter, { limit, after });
      return {
        items: rows.map(toSystemLog),
        nextCursor: next ? encodeCursor(next) : null,
        searchedTo: searchedTo?.toISOString() ?? null,
      };
    }),
  );

  mountRoute(
    server,
    getSystemLogHistogram,
    shareAnswers(getSystemLogHistogram, everybody, ({ query }) => countLogsOverTime(app, query)),
  );

  mountRoute(server, exportSystemLogs, async ({ query, request, reply }) => {
    const { format, timeZone: ofReader, ...filter } = query;
    const by = byCaller(request);
    const text = await startLogExport(app, { filter, format, timeZone: ofReader, by });
    return sendList(reply, app, { list: 'logs', format, text });
  });

  mountRoute(server, listErrorGroups, async ({ query }) => {
    const { limit, cursor, q, source, writtenBy, from } = query;
    const now = clock.now();
    const after = cursor === undefined ? undefined : decodeCursor(cursor);
    const seenFrom = from === undefined ? daysBefore(now, logKeptDays) : new Date(from);
    const filter = { q, source, writtenBy, from: seenFrom };
    const rows = await listErrorGroupRows(db, filter, { limit: limit + 1, after });
    const trends = await listTrends(
      db,
      rows.map(({ fingerprint }) => fingerprint),
      { now, timeZone, days: errorTrendDays },
    );
    return toPage(rows, limit, {
      toItem: (row) => ({
        ...toErrorGroup(row),
        trend: [...(trends.get(row.fingerprint) ?? noneSeen)],
      }),
      toCursor: (row) => ({ at: row.last_seen_at, id: row.fingerprint }),
    });
  });

  mountRoute(server, getErrorGroup, async ({ params: { fingerprint } }) => {
    const row = await getErrorGroupRow(db, fingerprint);
    const range = { now: clock.now(), timeZone, days: groupDays };
    const days = await listDaysOfGroup(db, fingerprint, range);
    return { ...toErrorGroup(row), stack: row.stack, days };
  });
};

export const systemLogs: Slice = {
  name: 'system-logs',
  partitions: systemLogPartitions,
  routes,
  tasks: ({ owner, clock }) => ({
    forget_error_groups: async () => {
      await deleteGroupsUnseenSince(owner, daysBefore(clock.now(), logKeptDays));
    },
  }),
  // A console that is off at night forgets in the morning.
  cron: [
    {
      task: 'forget_error_groups',
      match: '41 3 * * *',
      options: { backfillPeriod: 24 * 60 * 60_000 },
    },
  ],
};
