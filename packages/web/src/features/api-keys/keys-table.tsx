import type { ApiKey } from '@taffrail/contract';
import { plural } from '../../lib/format.ts';
import { useUrlState } from '../../lib/url/url-state.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Panel, type PanelQuery } from '../../ui/panel.tsx';
import { useOpenRows } from '../../ui/use-open-rows.ts';
import { keyColumns } from './key-columns.tsx';
import { KeysSearch } from './keys-search.ts';

const rowId = ({ id }: ApiKey): string => id;
const rowName = ({ name }: ApiKey): string => `the key ${name}`;
const holds = ({ revokedAt }: ApiKey): boolean => revokedAt === null;

export function KeysTable({ query }: { query: PanelQuery<readonly ApiKey[]> }) {
  const [search, change] = useUrlState(KeysSearch);
  const rows = useOpenRows();
  const showsRevoked = search.revoked === '1';
  const revoked = query.data?.filter((key) => !holds(key)).length ?? 0;
  return (
    <Panel
      title="All keys"
      titleHidden
      query={query}
      flush
      actions={
        revoked > 0 && (
          <Button
            look="quiet"
            aria-pressed={showsRevoked}
            onClick={() => change({ revoked: showsRevoked ? undefined : '1' })}
          >
            {showsRevoked ? 'Hide' : 'Show'} {plural(revoked, 'revoked key')}
          </Button>
        )
      }
      isEmpty={(keys) => !keys.some((key) => showsRevoked || holds(key))}
      empty={
        <EmptyState kind="never" title="No key holds: nothing can be sent, nor read by programs.">
          Make one with the button above.
        </EmptyState>
      }
    >
      {(keys) => (
        <DataTable
          caption="Keys, newest first"
          columns={keyColumns}
          rows={showsRevoked ? keys : keys.filter(holds)}
          rowId={rowId}
          rowName={rowName}
          {...rows}
        />
      )}
    </Panel>
  );
}
