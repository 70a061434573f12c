import { readBearer } from './access/keys/bearer.ts';
import { installGuard } from './access/guard.ts';
import { createKeyRing } from './access/keys/key-ring.ts';
import { activity } from './activity/routes.ts';
import { bulkRetry } from './alert-runs/acts/bulk-retry.ts';
import { createAlertRuns } from './alert-runs/routes.ts';
import { aiJobs } from './ai-jobs/routes.ts';
import { alertHooks } from './alert-drivers/alert-drivers.ts';
import { alertMappings } from './alert-drivers/routes.ts';
import { resolveAlerts } from './alerts/alerts.ts';
import { alerts } from './alerts/routes.ts';
import { analyzeStage } from './analysis/analysis.ts';
import { analysis } from './analysis/routes.ts';
import { apiMetrics } from './api-metrics/routes.ts';
import { apiKeys } from './api-keys/routes.ts';
import { attention } from './attention/routes.ts';
import { auditLog } from './audit-log/routes.ts';
import { budgets } from './budgets/routes.ts';
import { createBulkActions } from './bulk-actions/routes.ts';
import { changes } from './changes/routes.ts';
import { checkStage } from './checks/check-stage.ts';
import { checks } from './checks/routes.ts';
import { firstSteps } from './first-steps/routes.ts';
import { autofixHook } from './autofix/hook.ts';
import { autofix } from './autofix/routes.ts';
import { createInbox } from './inbox/routes.ts';
import { incidentBulkHandlers } from './incidents/incidents.ts';
import { impact } from './impact/routes.ts';
import { incidents } from './incidents/routes.ts';
import { createIngest } from './ingest/routes.ts';
import { loadTestsHook } from './load-tests/hook.ts';
import { loadTests } from './load-tests/routes.ts';
import { notifyStage } from './notifications/notify-stage.ts';
import { notifications } from './notifications/routes.ts';
import { operators } from './operators/routes.ts';
import { takeOtlp } from './otlp/routes.ts';
import { prices } from './prices/routes.ts';
import { customers } from './customers/routes.ts';
import { dashboard } from './dashboard/routes.ts';
import { databaseLatency } from './database-latency/routes.ts';
import { deploys } from './deploys/routes.ts';
import { answersQueries } from './platform/db/database.ts';
import { createHttpServer, type HttpServer } from './platform/http/http-server.ts';
import { mountProbes } from './platform/http/probes.ts';
import { mountWebFiles } from './platform/http/web-files.ts';
import { retention } from './retention/jobs.ts';
import { revenue } from './revenue/routes.ts';
import { integrity } from './integrity/routes.ts';
import { pipelines } from './pipelines/routes.ts';
import { providers } from './providers/routes.ts';
import { recordCounts } from './record-counts/routes.ts';
import { savedViews } from './saved-views/routes.ts';
import { searchTrends } from './search-trends/routes.ts';
import { session } from './session/routes.ts';
import type { AppContext, Slice } from './slice.ts';
import { sources } from './sources/routes.ts';
import { spans } from './spans/jobs.ts';
import { systemLogs } from './system-logs/routes.ts';
import { stripeHook } from './stripe/hook.ts';
import { stripe } from './stripe/jobs.ts';
import { traces } from './traces/routes.ts';
import { subscriptionTable } from './subscription-table/routes.ts';
import { usage } from './usage/routes.ts';

/** Every feature of the server, in the order in which they were built. */
export const slices: readonly Slice[] = [
  activity,
  customers,
  dashboard,
  attention,
  apiKeys,
  apiMetrics,
  databaseLatency,
  recordCounts,
  integrity,
  retention,
  auditLog,
  firstSteps,
  createIngest([takeOtlp]),
  spans,
  operators,
  savedViews,
  session,
  changes,
  sources,
  createInbox([autofixHook, loadTestsHook, stripeHook, ...alertHooks]),
  alertMappings,
  autofix,
  deploys,
  loadTests,
  stripe,
  systemLogs,
  aiJobs,
  providers,
  pipelines,
  // Each stage from its slice: check, analyze, notify.
  createAlertRuns([checkStage, analyzeStage, notifyStage]),
  revenue,
  searchTrends,
  traces,
  subscriptionTable,
  prices,
  budgets,
  usage,
  alerts,
  incidents,
  impact,
  notifications,
  checks,
  analysis,
  createBulkActions([resolveAlerts, ...incidentBulkHandlers, bulkRetry]),
];

export interface AppOptions {
  readonly context: Omit<AppContext, 'keys'>;
  readonly trustProxy: false | number | string[];
  readonly version: string;
  /** Where the built web UI is; without it only programs are served. */
  readonly webFolder?: string;
}

/** The whole application, ready to listen or to be injected into; it never listens itself. */
export const buildApp = async ({
  context,
  webFolder,
  ...options
}: AppOptions): Promise<HttpServer> => {
  const server = await createHttpServer({
    log: context.log,
    clock: context.clock,
    https: context.publicUrl.startsWith('https:'),
    ...options,
  });
  const keys = createKeyRing(context);
  const app: AppContext = { ...context, keys };
  server.addHook('onClose', () => keys.settled());
  installGuard(server, app);
  server.get('/api/openapi.json', { config: { access: 'public' } }, async () => server.swagger());
  mountProbes(server, {
    checkReady: () => answersQueries(context.db),
    hasKey: async ({ headers }) => {
      const token = readBearer(headers.authorization);
      return token !== undefined && (await keys.find(token))?.kind === 'api';
    },
  });
  for (const slice of slices) slice.routes?.(server, app);
  if (webFolder !== undefined) await mountWebFiles(server, webFolder);
  await server.ready();
  return server;
};
