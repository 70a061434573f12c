import { SourceKind, type ChangeTopic } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { PageHead } from '../../ui/page-head.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryRefresh } from '../../ui/query-refresh.tsx';
import { KindPanel } from './kind-panel.tsx';
import { OpenTelemetryPanel } from './built-in/open-telemetry-panel.tsx';
import { ProductDatabasePanel } from './built-in/product-database-panel.tsx';
import { SdkPanel } from './built-in/sdk-panel.tsx';
import { sourcesQuery } from './sources.api.ts';

const topics: readonly ChangeTopic[] = ['sources', 'inbox', 'spans'];

export function SourcesPage() {
  const query = useQuery(sourcesQuery);
  const { data } = query;
  return (
    <>
      <PageHead
        title="Sources"
        purpose="What sends to the console, whether it still does, and how to connect it."
      />
      <QueryRefresh query={query} liveTopics={topics} />
      {data ? (
        <div className="grid items-start gap-4 xl:grid-cols-2">
          <SdkPanel sdk={data.sdk} />
          <OpenTelemetryPanel state={data.openTelemetry} />
          <ProductDatabasePanel state={data.productDatabase} />
          {SourceKind.options.map((kind) => (
            <KindPanel
              key={kind}
              kind={kind}
              sources={data.items.filter((source) => source.kind === kind)}
            />
          ))}
        </div>
      ) : (
        <Panel title="Sources" titleHidden query={query}>
          {() => null}
        </Panel>
      )}
    </>
  );
}
