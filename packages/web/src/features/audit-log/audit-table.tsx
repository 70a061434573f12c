import type { AuditEntry, RouteAnswer, listAuditLog } from '@taffrail/contract';
import { useMemo, type ReactNode } from 'react';
import { oneOpen } from '../../lib/url/open-ids.ts';
import { ListPanel } from '../../ui/list/list-panel.tsx';
import type { PanelQuery } from '../../ui/panel.tsx';
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
  const columns = useMemo(
    () => (narrow ? auditCards(names) : auditColumns(names)),
    [narrow, names],
  );
  return (
    <ListPanel
      title="Log"
      what="the audit log"
      query={query}
      after={after}
      empty={empty}
      caption="Audit log, newest first"
      columns={columns}
      rowId={rowId}
      rowName={(entry) => sentenceText(entry, names)}
      detail={renderDetail}
      {...oneOpen(openId, onOpen)}
    />
  );
}
