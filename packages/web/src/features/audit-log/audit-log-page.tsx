import type { ChangeTopic } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useListOverTime } from '../../lib/url/use-list-over-time.ts';
import { useUrlState } from '../../lib/url/url-state.ts';
import { withSearch } from '../../lib/url/with-search.tsx';
import { ListBar } from '../../ui/list/list-bar.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { auditFilters } from './audit-filters.ts';
import { AuditLogSearch, defaultRange } from './audit-log-search.ts';
import { auditQuery } from './audit-log.api.ts';
import { AuditTable } from './audit-table.tsx';
import { AuditToolbar } from './audit-toolbar.tsx';
import { namesIn } from './audit-words.ts';
import { EmptyAuditLog } from './empty-audit-log.tsx';
import { useActors } from './use-actors.ts';

const none: readonly never[] = [];
const topics: readonly ChangeTopic[] = ['audit_log'];

function AuditLog() {
  const [search, change] = useUrlState(AuditLogSearch);
  const page = useListOverTime([search, change], auditFilters, defaultRange);
  const query = useQuery(auditQuery(page.asked, search.after));
  const entries = query.data?.items ?? none;
  const actors = useActors(entries);
  const names = useMemo(() => namesIn(entries, actors), [entries, actors]);
  const { targetId } = page.filters;
  return (
    <>
      <PageHead title="Audit log" purpose="What operators, keys and the console itself did." />
      <ListBar page={page} query={query} topics={topics} />
      <AuditToolbar
        filters={page.filters}
        actors={actors}
        targetLabel={targetId === undefined ? undefined : names.get(targetId)}
        onFilter={page.filter}
        onClear={page.clear}
      />
      <AuditTable
        query={query}
        names={names}
        after={search.after}
        openId={search.peek}
        onOpen={(peek) => change({ peek })}
        empty={<EmptyAuditLog page={page} />}
      />
    </>
  );
}

export const AuditLogPage = withSearch(AuditLogSearch, AuditLog);
