import type { AuditEntry, RouteAnswer, listAuditLog } from '@taffrail/contract';
import { useMemo, type ReactNode } from 'react';
import { usePaging } from '../../lib/url/use-paging.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Pager } from '../../ui/pager.tsx';
import { Panel, type PanelQuery } from '../../ui/panel.tsx';
import { useNarrow } from '../../ui/use-media.ts';
import { auditCards, auditColumns } from './audit-columns.tsx';
import { AuditDetail } from './audit-detail.tsx';
import { sentenceText } from './audit-words.ts';

interface AuditTableProps {
  query: PanelQuery<RouteAnswer<typeof listAuditLog>>;
  /** Of operators, keys and other targets. */
  names: ReadonlyMap<string, string>;
  after: string | undefined;
  openId: string | undefined;
  onOpen: (id: string | undefined) => void;
  empty: ReactNode;
}

const rowId = ({ id }: AuditEntry): string => id;
const renderDetail = (entry: AuditEntry): ReactNode => <AuditDetail entry={entry} />;

/** A page of entries, one of which may be open. */
export function AuditTable({ query, names, after, openId, onOpen, empty }: AuditTableProps) {
  const narrow = useNarrow();
  const paging = usePaging(after);
  const columns = useMemo(
    () => (narrow ? auditCards(names) : auditColumns(names)),
    [narrow, names],
  );
  return (
    <Panel
      title="Log"
      titleHidden
      what="the audit log"
      query={query}
      flush
      isEmpty={({ items }) => items.length === 0}
      empty={empty}
    >
      {({ items, nextCursor }) => (
        <>
          <DataTable
            caption="Audit log, newest first"
            columns={columns}
            rows={items}
            rowId={rowId}
            rowName={(entry) => sentenceText(entry, names)}
            detail={renderDetail}
            openIds={new Set(openId === undefined ? [] : [openId])}
            onToggle={(id) => onOpen(id === openId ? undefined : id)}
          />
          <Pager
            onNewer={paging.toNewer}
            onOlder={nextCursor === null ? undefined : () => paging.toOlder(nextCursor)}
          />
        </>
      )}
    </Panel>
  );
}
