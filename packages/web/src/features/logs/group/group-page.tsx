import type { ChangeTopic } from '@taffrail/contract';
import { useIsFetching, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useCallback } from 'react';
import { capText } from '../../../ui/customer-name.ts';
import { useUrlState } from '../../../lib/url/url-state.ts';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { withSearch } from '../../../lib/url/with-search.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { TopBarSlot } from '../../../ui/page-slots.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RefreshControl } from '../../../ui/refresh-control.tsx';
import { groupQuery } from '../logs.api.ts';
import { GroupDays } from './group-days.tsx';
import { GroupFacts } from './group-facts.tsx';
import { GroupSearch } from './group-search.ts';
import { Occurrences } from './occurrences.tsx';

const topics: readonly ChangeTopic[] = ['system_logs'];

/** One fault: how often, since when, where in the code, and what was known each time. */
function Group() {
  const { fingerprint = '' } = useParams({ strict: false });
  const [search, change] = useUrlState(GroupSearch);
  const query = useQuery(groupQuery(fingerprint));
  const client = useQueryClient();
  const refresh = useCallback(
    () => void client.refetchQueries({ queryKey: ['logs'], type: 'active' }),
    [client],
  );
  const { data } = query;
  const title = data?.errorType ?? 'Error';
  return (
    <>
      <PageHead
        title={title}
        purpose={data ? capText(data.message, 300) : 'Errors of one kind.'}
        documentTitle={data ? `${title}: ${capText(data.message, 60)}` : title}
      />
      <TopBarSlot slot="refresh">
        <RefreshControl
          asOf={data && new Date(query.dataUpdatedAt)}
          refreshing={useIsFetching({ queryKey: ['logs'] }) > 0}
          onRefresh={refresh}
          paused={search.peek !== undefined}
          liveTopics={search.after === undefined ? topics : undefined}
        />
      </TopBarSlot>
      <div className="grid grid-cols-1 gap-4">
        <Panel title="Occurrences by day" what="the error" query={query}>
          {(group) => (
            <>
              <GroupFacts group={group} />
              <GroupDays group={group} />
            </>
          )}
        </Panel>
        {data && (
          <Panel title="Stack trace" query={query}>
            {({ stack }) =>
              stack === null ? (
                <p className="text-muted">None came with it: whoever sends it may add `stack`.</p>
              ) : (
                <CodeBlock code={stack} what="the stack trace" />
              )
            }
          </Panel>
        )}
        {data && <Occurrences group={data} search={search} change={change} />}
      </div>
    </>
  );
}

export const GroupPage = withSearch(GroupSearch, Group);
