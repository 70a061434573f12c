import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { PageHead } from '../../ui/page-head.tsx';
import { TopBarSlot } from '../../ui/page-slots.tsx';
import { RefreshControl } from '../../ui/refresh-control.tsx';
import { KeysTable } from './keys-table.tsx';
import { keysQuery } from './keys.api.ts';
import { MakeKey } from './make-key.tsx';

export function KeysPage() {
  const query = useQuery(keysQuery);
  const { refetch, data, dataUpdatedAt, isFetching } = query;
  const refresh = useCallback(() => void refetch(), [refetch]);
  return (
    <>
      <PageHead
        title="Keys"
        purpose="What may send events, and what may call the API."
        actions={<MakeKey />}
      />
      <TopBarSlot slot="refresh">
        <RefreshControl
          asOf={data && new Date(dataUpdatedAt)}
          refreshing={isFetching}
          onRefresh={refresh}
        />
      </TopBarSlot>
      <KeysTable query={query} />
    </>
  );
}
