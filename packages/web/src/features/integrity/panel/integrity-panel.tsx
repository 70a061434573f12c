import type { Integrity } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useUrlState } from '../../../lib/url/url-state.ts';
import { Definition } from '../../../ui/definition.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { ShowAll } from '../../../ui/show-all.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { integrityQuery } from '../integrity.api.ts';
import { isLate } from '../is-late.ts';
import { RunChecks } from '../run-checks.tsx';
import { ChecksSearch } from './checks-search.ts';
import { ChecksTable } from './checks-table.tsx';
import { LatestRun } from './latest-run.tsx';
import { NoChecks } from './no-checks.tsx';

/** What is wrong comes first, so that all of it is mostly among these. */
const shownFirst = 8;

/** Whether what must hold in the product's own database does. */
export function IntegrityPanel() {
  const query = useQuery(integrityQuery);
  const { data } = query;
  const isConfigured = data !== undefined && data.state !== 'not_configured';
  return (
    <Panel
      title="Data integrity"
      what="the integrity of the data"
      // What comes by itself shows in the rows; a bar would blink every few seconds.
      query={{ ...query, isFetching: query.isLoading }}
      definition={<Definition metric="affected_rows" />}
      flush
      skeleton={<SkeletonRows rows={4} />}
      actions={
        isConfigured && <RunChecks latestAt={data.run?.at ?? null} refetch={query.refetch} />
      }
      isEmpty={({ state, checks }) => state === 'not_configured' || checks.length === 0}
      empty={data && <NoChecks integrity={data} />}
    >
      {(integrity) => <Checks integrity={integrity} />}
    </Panel>
  );
}

function Checks({ integrity }: { integrity: Integrity }) {
  const { run, underWay, checks } = integrity;
  const [search, change] = useUrlState(ChecksSearch);
  const showsAll = search.checks === 'all';
  return (
    <>
      {run && <LatestRun run={run} underWay={underWay} late={isLate(integrity)} />}
      <ChecksTable checks={showsAll ? checks : checks.slice(0, shownFirst)} />
      <ShowAll
        things="checks"
        first={shownFirst}
        total={checks.length}
        all={showsAll}
        onChange={(all) => change({ checks: all ? 'all' : undefined })}
      />
    </>
  );
}
