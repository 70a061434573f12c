import {
  exportProviders as exportRoute,
  getProviders,
  getWhatIf,
  type ProvidersQuery,
} from '@taffrail/contract';
import { byCaller } from '../access/audit.ts';
import type { HttpServer } from '../platform/http/http-server.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import { sendFile } from '../platform/http/files/send-file.ts';
import { shareAnswers } from '../platform/http/share-answers.ts';
import { keepCostlyAnswers } from '../platform/reading/keep-costly-answers.ts';
import { holdPriceBook } from '../prices/prices.ts';
import type { AppContext, Slice } from '../slice.ts';
import { exportProviders } from './export-providers.ts';
import { readProviders } from './reading/read-providers.ts';
import { readWhatIf } from './what-if/read-what-if.ts';

/** What is read is the same for all who may read it. */
const everybody = (): string => '';

const routes = (server: HttpServer, app: AppContext): void => {
  const prices = holdPriceBook(app);
  // An empty console must show its first job at once, however slow its first answer was.
  const show = keepCostlyAnswers(
    app,
    (query: ProvidersQuery) => readProviders(app, query),
    ({ since }) => since !== null,
  );

  mountRoute(
    server,
    getProviders,
    shareAnswers(getProviders, everybody, ({ query }) => show(query)),
  );

  mountRoute(server, exportRoute, async ({ query, request, reply }) =>
    sendFile(reply, await exportProviders(app, query, byCaller(request))),
  );

  mountRoute(server, getWhatIf, async ({ query }) =>
    readWhatIf(app, await prices.current(), query),
  );
};

/** Providers, models and routes of AI jobs beside each other; what is counted is in `ai-jobs`. */
export const providers: Slice = { name: 'providers', routes };
