import {
  exportSearchTerms,
  getSearchTrends,
  listSearchSynonyms,
  listSearchTerms,
  mergeSearchTerms,
  splitSearchTerm,
} from '@taffrail/contract';
import { byCaller } from '../access/audit.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import { sendFile } from '../platform/http/files/send-file.ts';
import { shareAnswers } from '../platform/http/share-answers.ts';
import { keepCostlyAnswers } from '../platform/reading/keep-costly-answers.ts';
import type { Slice } from '../slice.ts';
import { searchTrendsCron, searchTrendsTasks } from './jobs.ts';
import { exportTerms } from './reading/export-terms.ts';
import { listTerms, type TermsQuery } from './reading/list-terms.ts';
import { readTrends, type TrendsQuery } from './reading/read-trends.ts';
import { listSynonyms, mergeTerms, splitTerm } from './synonyms/synonyms.ts';

/** Everybody who may see it sees the same. */
const same = (): string => '';

export const searchTrends: Slice = {
  name: 'search-trends',
  tasks: searchTrendsTasks,
  cron: searchTrendsCron,
  routes: (server, app) => {
    let mergedAt = Number.NEGATIVE_INFINITY;
    const noteMerge = (): void => {
      mergedAt = app.clock.now().getTime();
    };
    const showTrends = keepCostlyAnswers(
      app,
      (query: TrendsQuery) => readTrends(app, query),
      ({ since }) => since !== null,
      () => mergedAt,
    );
    const showTerms = keepCostlyAnswers(
      app,
      (query: TermsQuery) => listTerms(app, query),
      ({ count }) => count > 0,
      () => mergedAt,
    );
    mountRoute(
      server,
      getSearchTrends,
      shareAnswers(getSearchTrends, same, ({ query }) => showTrends(query)),
    );
    mountRoute(server, listSearchTerms, ({ query }) => showTerms(query));
    mountRoute(server, exportSearchTerms, async ({ query, request, reply }) =>
      sendFile(reply, await exportTerms(app, query, byCaller(request))),
    );

    mountRoute(server, listSearchSynonyms, async () => ({ items: await listSynonyms(app.db) }));
    mountRoute(server, mergeSearchTerms, async ({ body, request }) => {
      const synonym = await mergeTerms(app, body, byCaller(request));
      noteMerge();
      return synonym;
    });
    mountRoute(server, splitSearchTerm, async ({ params, request }) => {
      await splitTerm(app, params.id, byCaller(request));
      noteMerge();
      return undefined;
    });
  },
};
