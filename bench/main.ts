import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { measureDemo } from './start/demo.ts';
import { type Figure, type FigureName, figures, isMet, type Measured } from './figures.ts';
import { measureIncidents } from './pages/incidents/measure-incidents.ts';
import { measureApi } from './pages/api/measure-api.ts';
import { measureFirstPage } from './first-page.ts';
import { measureIngest } from './ingest.ts';
import { measureLive } from './live/measure-live.ts';
import { measureLogActivity } from './sdk/log-activity.ts';
import { measureMiddleware } from './sdk/middleware/middleware.ts';
import { measureRevenue } from './pages/revenue/measure-revenue.ts';
import { measureOperations } from './pages/operations/measure-operations.ts';
import { measureReady } from './start/ready.ts';
import { measureNotification } from './storm/measure-notification.ts';
import { measureStorm } from './storm/measure-storm.ts';
import { measureUsage } from './pages/usage/measure-usage.ts';
import { measureWrappers } from './sdk/wrappers/measure-wrappers.ts';

const measurements = {
  ready: measureReady,
  demo: measureDemo,
  ingest: measureIngest,
  sdk: measureLogActivity,
  middleware: measureMiddleware,
  wrappers: measureWrappers,
  live: measureLive,
  api1m: async () => ({ apiP95Ms1m: await measureApi(1_000_000) }),
  api10m: async () => ({ apiP95Ms10m: await measureApi(10_000_000) }),
  revenue: async () => ({ revenueP95Ms200k: await measureRevenue(200_000) }),
  operations: async () => ({ operationsP95Ms: await measureOperations() }),
  usage: async () => ({ usageP95Ms1m: await measureUsage(1_000_000) }),
  incidents: async () => ({ incidentsP95Ms: await measureIncidents() }),
  storm: async () => ({ stormPageP95Ms: await measureStorm() }),
  notification: async () => ({ alertToNotificationP99Ms: await measureNotification() }),
  page: measureFirstPage,
} as const satisfies Record<string, () => Promise<Measured>>;

const names = Object.keys(measurements) as (keyof typeof measurements)[];

const { values } = parseArgs({
  options: { json: { type: 'boolean' }, only: { type: 'string' } },
});

const chosen = values.only === undefined ? names : names.filter((name) => name === values.only);
if (chosen.length === 0) {
  console.error(`--only takes one of ${names.join(', ')}`);
  process.exit(2);
}

const describe = (name: FigureName, value: number): string => {
  const figure: Figure = figures[name];
  const met = isMet(figure, value);
  const aim =
    figure.aim && ('atMost' in figure.aim ? `≤ ${figure.aim.atMost}` : `≥ ${figure.aim.atLeast}`);
  const verdict = met === undefined ? '' : met ? `  (aim ${aim}: met)` : `  (aim ${aim}: MISSED)`;
  return `${name.padEnd(26)} ${value} ${figure.unit}${verdict}\n    ${figure.title}; beside: ${figure.beside}`;
};

console.log(`Node ${process.version}, ${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}`);
const measured: Measured = {};
for (const name of chosen) {
  console.log(`\n${name} …`);
  const result = await measurements[name]();
  Object.assign(measured, result);
  for (const [figure, value] of Object.entries(result))
    console.log(describe(figure as FigureName, value));
}
if (values.json) console.log(JSON.stringify(measured));
