import { useQuery } from '@tanstack/react-query';
import { PageHead } from '../../ui/page-head.tsx';
import { QueryRefresh } from '../../ui/query-refresh.tsx';
import { KeysTable } from './keys-table.tsx';
import { keysQuery } from './keys.api.ts';
import { MakeKey } from './make-key.tsx';

export function KeysPage() {
  const query = useQuery(keysQuery);
  return (
    <>
      <PageHead
        title="Keys"
        purpose="What may send events, and what may call the API."
        actions={<MakeKey />}
      />
      <QueryRefresh query={query} />
      <KeysTable query={query} />
    </>
  );
}
