import {
  exportAnalysisRuns,
  getAnalysisFigures,
  getAnalysisRun,
  listAnalysisRuns,
  rateAnalysisRun,
} from '@taffrail/contract';
import { byCaller } from '../access/audit.ts';
import { raise } from '../platform/http/api-error.ts';
import { decodeCursor } from '../platform/http/cursor.ts';
import type { HttpServer } from '../platform/http/http-server.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import { toPage } from '../platform/http/page.ts';
import { sendList } from '../platform/http/files/send-file.ts';
import { shareAnswers } from '../platform/http/share-answers.ts';
import { dayMs } from '../platform/time/time-range.ts';
import type { AppContext, Slice } from '../slice.ts';
import { findAnalysisRow, listAnalysisRows, sumByProvider } from './analysis-runs.store.ts';
import { startAnalysisExport } from './export.ts';
import { analysisTasks } from './jobs.ts';
import { analysisPartitions } from './partitions.ts';
import { rateAnalysis } from './rating/rate.ts';
import { toAnalysisRun, toAnalysisRunDetail, toFigures } from './to-analysis-run.ts';

/** What is read is the same for all who may read it. */
const everybody = (): string => '';
const figuresDays = 6;

const mountLists = (server: HttpServer, app: AppContext): void => {
  const { db, clock, reportingTimeZone: timeZone } = app;

  mountRoute(
    server,
    listAnalysisRuns,
    shareAnswers(listAnalysisRuns, everybody, async ({ query }) => {
      const { limit, cursor, ...filter } = query;
      const after = cursor === undefined ? undefined : decodeCursor(cursor);
      // One more than asked for tells whether there is a next page.
      const page = { limit: limit + 1, after, now: clock.now() };
      return toPage(await listAnalysisRows(db, filter, page), limit, {
        toItem: toAnalysisRun,
        toCursor: (row) => ({ at: row.created_at, id: row.id }),
      });
    }),
  );

  mountRoute(server, exportAnalysisRuns, async ({ query, request, reply }) => {
    const { format, timeZone: shownZone, ...filter } = query;
    const by = byCaller(request);
    const text = await startAnalysisExport(app, { filter, format, timeZone: shownZone, by });
    return sendList(reply, app, { list: 'analyses', format, text });
  });

  mountRoute(
    server,
    getAnalysisFigures,
    shareAnswers(getAnalysisFigures, everybody, async ({ query }) => {
      const now = clock.now();
      const to = query.to === undefined ? now : new Date(query.to);
      const from =
        query.from === undefined
          ? new Date(to.getTime() - figuresDays * dayMs)
          : new Date(query.from);
      const rows = await sumByProvider(db, { from, to }, timeZone);
      return { asOf: now.toISOString(), items: rows.map(toFigures) };
    }),
  );
};

const routes = (server: HttpServer, app: AppContext): void => {
  const readRun = async (id: string) =>
    toAnalysisRunDetail((await findAnalysisRow(app.db, id)) ?? raise('not_found'));

  mountLists(server, app);
  mountRoute(server, getAnalysisRun, ({ params: { id } }) => readRun(id));
  mountRoute(server, rateAnalysisRun, async ({ params: { id }, body, request }) => {
    await rateAnalysis(app, { id, ...body }, byCaller(request));
    return readRun(id);
  });
};

/** What alerts are about, in sentences with the rows that they rest on. */
export const analysis: Slice = {
  name: 'analysis',
  partitions: analysisPartitions,
  tasks: analysisTasks,
  routes,
};
