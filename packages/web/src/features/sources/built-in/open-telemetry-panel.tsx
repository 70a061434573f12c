import { keyPlaceholder, openTelemetrySnippet } from '../../../lib/snippets/snippets.ts';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { CopyText } from '../../../ui/copy-text.tsx';
import { PanelFrame } from '../../../ui/panel.tsx';
import { FreshnessMark } from '../freshness-mark.tsx';
import { FoldedSetUp } from '../set-up.tsx';
import type { Sources } from '../sources.api.ts';

/** What exporters send, of whatever language. */
export function OpenTelemetryPanel({ state }: { state: Sources['openTelemetry'] }) {
  const { url, lastReceivedAt, freshness } = state;
  const example = (
    <CodeBlock
      code={openTelemetrySnippet({ url, key: keyPlaceholder })}
      what="the environment of an exporter"
    />
  );
  return (
    <PanelFrame title="OpenTelemetry" className="min-w-0">
      <p className="mb-3 text-muted">
        Traces and logs: requests, calls of models, pipelines and errors are read from them.
      </p>
      <div className="flex flex-col gap-1 text-compact">
        <CopyText text={url} what="the endpoint of exporters" length={60} />
        <FreshnessMark freshness={freshness} kind="openTelemetry" lastReceivedAt={lastReceivedAt} />
        <p>OTLP over HTTP, with the ingest keys that may send batches.</p>
      </div>
      <div className="mt-3">
        {lastReceivedAt === null ? example : <FoldedSetUp>{example}</FoldedSetUp>}
      </div>
    </PanelFrame>
  );
}
