import { permissionsOf, type Role } from '@taffrail/contract';

/** What the operator copies: with the console's own address and key, so that it works as pasted. */
export interface Target {
  readonly url: string;
  readonly key: string;
}

/** In place of a key that is no longer shown. */
export const keyPlaceholder = '<your ingest key>';

const quoteJs = (text: string): string => `'${text.replace(/[\\']/g, (c) => `\\${c}`)}'`;

export const sdkSnippet = ({
  url,
  key,
}: Target): string => `import { createTaffrail } from '@taffrail/node';

const taffrail = createTaffrail({ url: ${quoteJs(url)}, key: ${quoteJs(key)} });

await taffrail.logActivity(
  { organizationId: 'acme', userId: 'ada' },
  { action: 'discovery.started', resourceType: 'search',
    metadata: { keyword: 'chemicals', country: 'DE' } },
);
await taffrail.close();`;

/** What an SDK of OpenTelemetry, of any language, reads from its environment, where headers are URL-encoded. */
export const openTelemetrySnippet = ({ url, key }: Target): string =>
  [
    `OTEL_EXPORTER_OTLP_ENDPOINT=${url}`,
    `OTEL_EXPORTER_OTLP_HEADERS="Authorization=Bearer%20${key}"`,
    'OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf',
    'OTEL_METRICS_EXPORTER=none',
  ].join('\n');

const sample = {
  kind: 'activity',
  organizationId: 'acme',
  userId: 'ada',
  action: 'discovery.started',
  resourceType: 'search',
  metadata: { keyword: 'chemicals', country: 'DE' },
};

/** Nothing inside single quotes means anything to a POSIX shell, but the quote itself. */
const quoteShell = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const callTo = (path: string, { url, key }: Target): string[] => [
  `curl -sS ${quoteShell(`${url.replace(/\/$/, '')}${path}`)}`,
  `-H ${quoteShell(`Authorization: Bearer ${key}`)}`,
];

/** One record is one line of NDJSON. */
export const curlSnippet = (target: Target): string =>
  [
    ...callTo('/ingest/v1/batch', target),
    `-H 'Content-Type: application/x-ndjson'`,
    `--data-binary ${quoteShell(JSON.stringify(sample))}`,
  ].join(' \\\n  ');

/** A call that an API key of this role is answered. */
export const apiSnippet = (target: Target, role: Role): string =>
  callTo(
    permissionsOf(role).includes('activity.read')
      ? '/api/v1/activity?limit=10'
      : '/api/v1/dashboard',
    target,
  ).join(' \\\n  ');
