import { aiJobKeptDays, exportAiJobs, getAiJob, listAiJobs } from '@taffrail/contract';
import { byCaller } from '../access/audit.ts';
import { decodeCursor, encodeCursor } from '../platform/http/cursor.ts';
import type { HttpServer } from '../platform/http/http-server.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import { sendList } from '../platform/http/files/send-file.ts';
import { shareAnswers } from '../platform/http/share-answers.ts';
import { dayMs } from '../platform/time/time-range.ts';
import type { AppContext, Slice } from '../slice.ts';
import { aiJobPartitions } from './partitions.ts';
import { startJobExport } from './reading/export-jobs.ts';
import { readAiJob } from './reading/read-ai-job.ts';
import { readJobPage } from './reading/read-job-page.ts';
import { toListedAiJob } from './reading/to-ai-job.ts';
import { deleteSpansBefore } from './spans.store.ts';

/** What is read is the same for all who may read it. */
const everybody = (): string => '';

const routes = (server: HttpServer, app: AppContext): void => {
  mountRoute(
    server,
    listAiJobs,
    shareAnswers(listAiJobs, everybody, async ({ query }) => {
      const { limit, cursor, ...filter } = query;
      const after = cursor === undefined ? undefined : decodeCursor(cursor);
      const { rows, next, searchedTo } = await readJobPage(app, filter, { limit, after });
      return {
        items: rows.map(toListedAiJob),
        nextCursor: next ? encodeCursor(next) : null,
        searchedTo: searchedTo?.toISOString() ?? null,
      };
    }),
  );

  mountRoute(server, exportAiJobs, async ({ query, request, reply }) => {
    const { format, timeZone, ...filter } = query;
    const by = byCaller(request);
    const text = await startJobExport(app, { filter, format, timeZone, by });
    return sendList(reply, app, { list: 'ai-jobs', format, text });
  });

  mountRoute(server, getAiJob, ({ params: { id } }) => readAiJob(app.db, id));
};

export const aiJobs: Slice = {
  name: 'ai-jobs',
  partitions: aiJobPartitions,
  routes,
  tasks: ({ owner, clock }) => ({
    forget_ai_job_spans: () =>
      deleteSpansBefore(owner, new Date(clock.now().getTime() - aiJobKeptDays * dayMs)),
  }),
  // A console that is off at night forgets in the morning.
  cron: [
    {
      task: 'forget_ai_job_spans',
      match: '43 3 * * *',
      options: { backfillPeriod: 24 * 60 * 60_000 },
    },
  ],
};
