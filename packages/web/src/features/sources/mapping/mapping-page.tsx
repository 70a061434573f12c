import type { ChangeTopic } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { ApiError } from '../../../lib/api.ts';
import { withSearch } from '../../../lib/url/with-search.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Link } from '../../../ui/link.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { Panel, PanelFrame } from '../../../ui/panel.tsx';
import { QueryRefresh } from '../../../ui/query-refresh.tsx';
import { sourcesQuery } from '../sources.api.ts';
import { MappingEditor } from './mapping-editor.tsx';
import { MappingSearch } from './mapping-search.ts';
import { mappingQuery, samplesQuery } from './mapping.api.ts';

/** Deliveries come by themselves; the mapping is loaded once, so that nothing typed is lost. */
const topics: readonly ChangeTopic[] = ['inbox'];

const gone = new Set(['not_found', 'invalid_request', 'conflict']);
const isUnknown = (error: Error | null): boolean =>
  error instanceof ApiError && gone.has(error.code);

function Mapping() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery({ ...mappingQuery(id), staleTime: Number.POSITIVE_INFINITY });
  const samples = useQuery({ ...samplesQuery(id), enabled: query.data !== undefined });
  const { data: sources } = useQuery(sourcesQuery);
  const name = sources?.items.find((source) => source.id === id)?.name ?? 'this source';
  const { data: said } = query;
  if (!said && isUnknown(query.error)) return <NoSuchMapping />;
  return (
    <>
      <p className="mb-1 text-compact" data-print="hide">
        <Link to="/admin/settings/sources" hash="generic">
          Sources
        </Link>
      </p>
      {said ? (
        <>
          <MappingEditor key={id} sourceId={id} name={name} said={said} />
          <QueryRefresh query={samples} liveTopics={topics} />
        </>
      ) : (
        <>
          <PageHead title="Mapping" purpose="How the bodies of a source become alerts." />
          <Panel title="Fields" titleHidden what="the mapping" query={query}>
            {() => null}
          </Panel>
        </>
      )}
    </>
  );
}

function NoSuchMapping() {
  return (
    <>
      <PageHead title="No mapping" purpose="Nothing is mapped under this address." />
      <PanelFrame title="No mapping" titleHidden>
        <EmptyState kind="never" title="There is no such source, or it needs no mapping.">
          <p className="mb-3">
            Only sources of the kind “Any other sender” have one; all others are read by drivers.
          </p>
          <LinkButton to="/admin/settings/sources">See the sources</LinkButton>
        </EmptyState>
      </PanelFrame>
    </>
  );
}

export const MappingPage = withSearch(MappingSearch, Mapping);
