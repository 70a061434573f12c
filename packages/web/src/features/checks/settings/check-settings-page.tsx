import type { ChangeTopic, WatchedCheck } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useCan } from '../../../lib/me.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ListPanel } from '../../../ui/list/list-panel.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { QueryRefresh } from '../../../ui/query-refresh.tsx';
import { useOpenRows } from '../../../ui/use-open-rows.ts';
import { checksQuery } from '../checks.api.ts';
import { MakeCheck } from './make-check.tsx';
import { settingsColumns } from './settings-columns.tsx';

const topics: readonly ChangeTopic[] = ['checks'];
const rowId = ({ id }: WatchedCheck): string => id;
const rowName = ({ name }: WatchedCheck): string => name;

/** What is checked, how often, and what is bad. */
export function CheckSettingsPage() {
  const query = useQuery(checksQuery());
  const mayManage = useCan('checks.manage');
  const rows = useOpenRows();
  const columns = useMemo(
    () => settingsColumns.filter(({ id }) => mayManage || id !== 'actions'),
    [mayManage],
  );
  return (
    <>
      <PageHead
        title="Check settings"
        purpose="What the console looks at by itself, how often, and from where on that is bad."
        actions={
          <>
            <LinkButton to="/admin/check-runs">What they saw</LinkButton>
            {mayManage && <MakeCheck label="Add check" />}
          </>
        }
      />
      <QueryRefresh query={query} liveTopics={topics} />
      <ListPanel
        title="All checks"
        what="the checks"
        query={query}
        empty={
          <EmptyState kind="never" title="Nothing is checked.">
            {mayManage
              ? 'Add a check with the button above: an address, a database, or this machine.'
              : 'An owner or operator of the console adds checks.'}
          </EmptyState>
        }
        caption="Checks"
        columns={columns}
        rowId={rowId}
        rowName={rowName}
        {...rows}
      />
    </>
  );
}
