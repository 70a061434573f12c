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

/** One record is one line of NDJSON. */
export const curlSnippet = ({ url, key }: Target): string =>
  [
    `curl -sS ${quoteShell(`${url.replace(/\/$/, '')}/ingest/v1/batch`)}`,
    `-H ${quoteShell(`Authorization: Bearer ${key}`)}`,
    `-H 'Content-Type: application/x-ndjson'`,
    `--data-binary ${quoteShell(JSON.stringify(sample))}`,
  ].join(' \\\n  ');
