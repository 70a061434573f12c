import type { ChangeTopic } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTimeZone } from '../../lib/time/time-zone.ts';
import { useUrlState } from '../../lib/url/url-state.ts';
import { withSearch } from '../../lib/url/with-search.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { TopBarSlot } from '../../ui/page-slots.tsx';
import { QueryRefresh } from '../../ui/query-refresh.tsx';
import { TimeRange } from '../../ui/time-range.tsx';
import { readAuditFilters, writeAuditFilters, type AuditFilters } from './audit-filters.ts';
import { AuditLogSearch, defaultRange } from './audit-log-search.ts';
import { auditQuery, endsNow } from './audit-log.api.ts';
import { AuditTable } from './audit-table.tsx';
import { AuditToolbar } from './audit-toolbar.tsx';
import { namesIn } from './audit-words.ts';
import { EmptyAuditLog } from './empty-audit-log.tsx';
import { useActors } from './use-actors.ts';

const none: readonly never[] = [];
const topics: readonly ChangeTopic[] = ['audit_log'];

function AuditLog() {
  const [search, change] = useUrlState(AuditLogSearch);
  const timeZone = useTimeZone();
  const range = search.range ?? defaultRange;
  const filters = readAuditFilters(search.f);
  const query = useQuery(auditQuery({ filters, range, timeZone, cursor: search.after }));
  const { data } = query;
  const isNewest = search.after === undefined && endsNow(range);
  const entries = data?.items ?? none;
  const actors = useActors(entries);
  const names = useMemo(() => namesIn(entries, actors), [entries, actors]);
  const first = { after: undefined, peek: undefined } as const;
  const filter = (next: AuditFilters): void => change({ f: writeAuditFilters(next), ...first });
  const move = (next: string): void =>
    change({ range: next === defaultRange ? undefined : next, ...first });
  const { targetId } = filters;
  return (
    <>
      <PageHead title="Audit log" purpose="What operators, keys and the console itself did." />
      <TopBarSlot slot="range">
        <TimeRange range={range} onRange={move} tz={search.tz} onTz={(tz) => change({ tz })} />
      </TopBarSlot>
      <QueryRefresh
        query={query}
        liveTopics={isNewest ? topics : undefined}
        paused={search.peek !== undefined}
      />
      <AuditToolbar
        filters={filters}
        actors={actors}
        targetLabel={targetId === undefined ? undefined : names.get(targetId)}
        onChange={filter}
      />
      <AuditTable
        query={query}
        names={names}
        after={search.after}
        openId={search.peek}
        onOpen={(peek) => change({ peek })}
        empty={
          <EmptyAuditLog
            filters={filters}
            range={range}
            onClear={() => filter({})}
            onRange={move}
          />
        }
      />
    </>
  );
}

export const AuditLogPage = withSearch(AuditLogSearch, AuditLog);
