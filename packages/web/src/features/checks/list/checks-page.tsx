import type { ChangeTopic } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useCan } from '../../../lib/me.ts';
import { withSearch } from '../../../lib/url/with-search.tsx';
import { Choice } from '../../../ui/choice.tsx';
import { ExportMenu } from '../../../ui/export-menu.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { ListBar } from '../../../ui/list/list-bar.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { PageViews } from '../../../ui/page-views.tsx';
import { QueryRefresh } from '../../../ui/query-refresh.tsx';
import { checksQuery, exportUrl, runsQuery } from '../checks.api.ts';
import { builtInViews, ChecksSearch, viewSearchOf } from '../checks-search.ts';
import { useChecksPage, type ChecksPageState } from '../use-checks-page.ts';
import { ChecksPanel } from './checks-panel.tsx';
import { RunFilterBar } from './run-filter-bar.tsx';
import { RunsPanel } from './runs-panel.tsx';

const topics: readonly ChangeTopic[] = ['checks'];
const quick = ['1h', '6h', '24h', '7d', '30d', '90d'] as const;

/** What the console looks at by itself: every run, or a row for each check. */
function Checks() {
  const page = useChecksPage();
  return (
    <>
      <PageHead
        title="Checks"
        purpose="What the console looked at by itself, and what it saw."
        views={<Views page={page} />}
        actions={<Actions page={page} />}
      />
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <Choice
          label="Rows"
          labelHidden
          value={page.isGrouped ? 'check' : 'run'}
          onChange={(rows) => page.group(rows === 'check')}
          options={rowChoices}
        />
        <RunFilterBar page={page} />
      </div>
      {page.isGrouped ? <ByCheck page={page} /> : <ByRun page={page} />}
    </>
  );
}

const rowChoices = [
  { value: 'run', label: 'Each run' },
  { value: 'check', label: 'By check' },
] as const;

function Actions({ page }: { page: ChecksPageState }) {
  const mayManage = useCan('checks.manage');
  return (
    <>
      {mayManage && <LinkButton to="/admin/settings/checks">Set up checks</LinkButton>}
      <LinkButton to="/admin/heartbeats">Heartbeats</LinkButton>
      {!page.isGrouped && (
        <ExportMenu urlOf={(format) => exportUrl(page.asked, format)}>
          Every run that the filters and the range give.
        </ExportMenu>
      )}
    </>
  );
}

function ByRun({ page }: { page: ChecksPageState }) {
  const runs = useQuery(runsQuery(page.asked, page.search.after));
  return (
    <>
      <ListBar page={page} quick={quick} query={runs} topics={topics} />
      <RunsPanel page={page} runs={runs} />
    </>
  );
}

function ByCheck({ page }: { page: ChecksPageState }) {
  const checks = useQuery(checksQuery(page.filters));
  return (
    <>
      <QueryRefresh query={checks} liveTopics={topics} />
      <ChecksPanel page={page} checks={checks} />
    </>
  );
}

function Views({ page: { search, setView } }: { page: ChecksPageState }) {
  return (
    <PageViews
      page="checks"
      builtIn={builtInViews}
      tabs={6}
      viewId={search.view}
      search={viewSearchOf(search)}
      onView={setView}
    />
  );
}

export const ChecksPage = withSearch(ChecksSearch, Checks);
