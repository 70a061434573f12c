import type { ChangeTopic } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { withSearch } from '../../lib/url/with-search.tsx';
import { KeysSearch } from './keys-search.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { QueryRefresh } from '../../ui/query-refresh.tsx';
import { KeysTable } from './keys-table.tsx';
import { keysQuery } from './keys.api.ts';
import { MakeKey } from './make-key.tsx';

const topics: readonly ChangeTopic[] = ['keys'];

function Keys() {
  const query = useQuery(keysQuery);
  return (
    <>
      <PageHead
        title="Keys"
        purpose="What may send events, and what may call the API."
        actions={<MakeKey />}
      />
      <QueryRefresh query={query} liveTopics={topics} />
      <KeysTable query={query} />
    </>
  );
}

export const KeysPage = withSearch(KeysSearch, Keys);
