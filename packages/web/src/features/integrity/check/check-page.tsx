import type { ChangeTopic, IntegrityCheckDetail } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { ApiError } from '../../../lib/api.ts';
import { withSearch } from '../../../lib/url/with-search.tsx';
import { CheckSearch } from './check-search.ts';
import { PageHead } from '../../../ui/page-head.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { QueryRefresh } from '../../../ui/query-refresh.tsx';
import { integrityCheckQuery } from '../integrity.api.ts';
import { RunChecks } from '../run-checks.tsx';
import { severityWords } from '../severity-words.ts';
import { AffectedRows } from './affected-rows.tsx';
import { CheckDefinition } from './check-definition.tsx';
import { CheckFacts } from './check-facts.tsx';
import { CheckRuns } from './check-runs.tsx';
import { ExportRuns } from './export-runs.tsx';
import { NoSuchCheck } from './no-such-check.tsx';

const topics: readonly ChangeTopic[] = ['integrity'];

const purposes = {
  foreign_key: "A foreign key that the product's schema declares.",
  reference: 'A reference that the configuration names, and no foreign key declares.',
  check: 'A check in SQL that the configuration names.',
} as const satisfies Record<IntegrityCheckDetail['kind'], string>;

/** No check has this id, or no id looks like this. */
const isUnknown = (error: Error | null): boolean =>
  error instanceof ApiError && (error.code === 'not_found' || error.code === 'invalid_request');

/** One thing that must hold: whether it does, since when not, which rows, and how to mend them. */
function Check() {
  const { check: id = '' } = useParams({ strict: false });
  const query = useQuery(integrityCheckQuery(id));
  const { data: check } = query;
  if (!check && isUnknown(query.error)) return <NoSuchCheck />;
  return (
    <>
      <PageHead
        title={check?.title ?? 'Integrity check'}
        {...(check && {
          documentTitle: `${check.title} · ${severityWords[check.latest.severity].word}`,
        })}
        purpose={
          check ? purposes[check.kind] : 'Whether something holds in the product’s database.'
        }
        actions={
          check && (
            <>
              <ExportRuns id={id} />
              <RunChecks latestAt={check.latest.at} refetch={query.refetch} />
            </>
          )
        }
      />
      <QueryRefresh query={query} liveTopics={topics} />
      <div className="flex flex-col gap-4">
        <Panel
          title="Latest run"
          what="the check"
          query={{ ...query, isFetching: query.isLoading }}
        >
          {(loaded) => <CheckFacts check={loaded} />}
        </Panel>
        {check && (
          <>
            <AffectedRows check={check} />
            <CheckRuns check={check} />
            <CheckDefinition check={check} />
          </>
        )}
      </div>
    </>
  );
}

export const CheckPage = withSearch(CheckSearch, Check);
