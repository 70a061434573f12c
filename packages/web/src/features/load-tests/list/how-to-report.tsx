import { sourcePaths } from '@taffrail/contract';
import { CodeBlock } from '../../../ui/code-block.tsx';

/** The verdict is in what k6 exits with; the lines have the figures of each route. */
const reportSnippet = (origin: string): string =>
  `k6 run --out json=run.json test.js; code=$?
gzip -c run.json | curl -sS --data-binary @- \\
  -H 'Content-Encoding: gzip' \\
  "${origin}${sourcePaths.load_tests}/<your key>?plan=checkout&exit_code=$code"`;

const planSnippet = `// taffrail.config.ts
loadTests: [
  {
    name: 'checkout',
    thresholds: { p95Ms: 500, errorRate: 0.01 },
    run: {
      url: 'http://127.0.0.1:3000',
      requests: [{ path: '/leads' }],
    },
  },
],`;

/** Two ways to a first run: report one, or have the console run it. */
export function HowToReport() {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3 text-left">
      <p>
        Send the report of k6, Artillery, autocannon or Locust as it is, with the key of a source or
        an ingest key that may send load tests:
      </p>
      <CodeBlock code={reportSnippet(location.origin)} what="the commands" />
      <p>
        Or name it in the configuration: the console runs it every Sunday at 03:00, and whenever{' '}
        <code className="font-mono text-compact">npm run taffrail -- load-test checkout</code> says
        so.
      </p>
      <CodeBlock code={planSnippet} what="the configuration" />
    </div>
  );
}
