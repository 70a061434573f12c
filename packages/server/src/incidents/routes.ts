import {
  acknowledgeIncident,
  assignIncident,
  closeIncident,
  commentOnIncident,
  exportIncidents,
  getGroupingRules,
  getIncident,
  getIncidentFigures,
  getIncidentTimeline,
  listIncidentAlerts,
  listIncidentOwners,
  listIncidentRuns,
  listIncidents,
  mergeIncidents,
  previewGrouping,
  reopenIncident,
  resolveIncident,
  setGroupingRules,
  splitIncident,
  unacknowledgeIncident,
} from '@taffrail/contract';
import { byCaller } from '../access/audit.ts';
import { requireCaller } from '../access/caller.ts';
import type { HttpServer } from '../platform/http/http-server.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import { sendList } from '../platform/http/files/send-file.ts';
import { shareAnswers } from '../platform/http/share-answers.ts';
import type { AppContext, Slice } from '../slice.ts';
import { acknowledge, close, reopen, resolve, unacknowledge } from './acting/actions.ts';
import { assign, comment } from './acting/assign.ts';
import { merge } from './acting/merge.ts';
import { split } from './acting/split.ts';
import { startIncidentExport } from './reading/export-incidents.ts';
import { readIncidents } from './reading/list-incidents.ts';
import { readIncidentFigures, readOwners } from './reading/read-figures.ts';
import { readIncident } from './reading/read-incident.ts';
import { readIncidentAlerts, readIncidentRuns } from './reading/read-parts.ts';
import { readTimeline } from './reading/read-timeline.ts';
import { previewRules } from './rules/preview.ts';
import { readStoredRules, saveGroupingRules } from './rules/rules.ts';

/** What is read is the same for all who may read it. */
const everybody = (): string => '';

const mountReading = (server: HttpServer, app: AppContext): void => {
  const { db } = app;

  // What those who watch ask for, all at the same time after each change.
  mountRoute(
    server,
    listIncidents,
    shareAnswers(
      listIncidents,
      // Only "mine" is each one's own.
      (request) => (request.url.includes('owner=me') ? requireCaller(request).id : ''),
      ({ query, request }) => readIncidents(app, query, requireCaller(request)),
    ),
  );

  mountRoute(
    server,
    getIncidentFigures,
    shareAnswers(getIncidentFigures, everybody, ({ query }) => readIncidentFigures(app, query)),
  );

  mountRoute(server, exportIncidents, async ({ query, request, reply }) => {
    const { format, timeZone, ...filter } = query;
    const [by, caller] = [byCaller(request), requireCaller(request)];
    const text = await startIncidentExport(app, { filter, format, timeZone, by, caller });
    return sendList(reply, app, { list: 'incidents', format, text });
  });

  mountRoute(server, listIncidentOwners, async () => ({ items: await readOwners(db) }));

  mountRoute(
    server,
    getIncident,
    shareAnswers(getIncident, everybody, ({ params: { id } }) => readIncident(app, id)),
  );

  mountRoute(server, listIncidentAlerts, ({ params: { id }, query }) =>
    readIncidentAlerts(db, id, query),
  );

  mountRoute(server, listIncidentRuns, async ({ params: { id } }) => ({
    items: await readIncidentRuns(db, id),
  }));

  mountRoute(server, getIncidentTimeline, ({ params: { id }, query }) =>
    readTimeline(db, id, query),
  );
};

const mountActing = (server: HttpServer, app: AppContext): void => {
  mountRoute(server, acknowledgeIncident, ({ params, body, request }) =>
    acknowledge(app, { ...params, ...body }, byCaller(request)),
  );
  mountRoute(server, unacknowledgeIncident, ({ params, body, request }) =>
    unacknowledge(app, { ...params, ...body }, byCaller(request)),
  );
  mountRoute(server, resolveIncident, ({ params, body, request }) =>
    resolve(app, { ...params, ...body }, byCaller(request)),
  );
  mountRoute(server, closeIncident, ({ params, body, request }) =>
    close(app, { ...params, ...body }, byCaller(request)),
  );
  mountRoute(server, reopenIncident, ({ params, body, request }) =>
    reopen(app, { ...params, ...body }, byCaller(request)),
  );
  mountRoute(server, assignIncident, ({ params, body, request }) =>
    assign(app, { ...params, ...body }, byCaller(request)),
  );
  mountRoute(server, mergeIncidents, ({ params, body, request }) =>
    merge(app, { ...params, ...body }, byCaller(request)),
  );
  mountRoute(server, splitIncident, ({ params, body, request }) =>
    split(app, { ...params, ...body }, byCaller(request)),
  );
  mountRoute(server, commentOnIncident, async ({ params, body, request }) => {
    await comment(app, { id: params.id, noteId: body.id, note: body.note }, byCaller(request));
    return undefined;
  });
};

const mountGrouping = (server: HttpServer, app: AppContext): void => {
  mountRoute(server, getGroupingRules, () => readStoredRules(app.db));
  mountRoute(server, setGroupingRules, async ({ body, request }) => {
    await saveGroupingRules(app, body, byCaller(request));
    return undefined;
  });
  mountRoute(server, previewGrouping, ({ body }) => previewRules(app, body));
};

/** What alerts add up to, and what is done about it. */
export const incidents: Slice = {
  name: 'incidents',
  routes: (server, app) => {
    mountReading(server, app);
    mountActing(server, app);
    mountGrouping(server, app);
  },
};
