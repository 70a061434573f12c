import { SourceKind } from '@taffrail/contract';
import { truncateMiddle } from '../../lib/format.ts';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { FilterSelect } from '../../ui/list/filter-select.tsx';
import { FilterToolbar } from '../../ui/list/filter-toolbar.tsx';
import { kindTitles } from '../../ui/source-kinds.ts';
import type { InboxPageState } from './use-inbox-page.ts';

const kinds = SourceKind.options.map((value) => ({ value, label: kindTitles[value] }));

interface InboxToolbarProps {
  page: InboxPageState;
  /** Of the source that is filtered by, where it is known. */
  sourceName: string | undefined;
}

/** A kind of source, or one source. */
export function InboxToolbar({ page, sourceName }: InboxToolbarProps) {
  const { filters, filter, clear } = page;
  const { kind, sourceId } = filters;
  return (
    <FilterToolbar filters={filters} onClear={clear}>
      <FilterSelect
        label="Sent by"
        any="Any source"
        value={kind}
        onChange={(next) => filter({ kind: next, sourceId: undefined })}
        options={kinds}
      />
      {sourceId !== undefined && (
        <FilterChip
          title="Source"
          value={sourceName ?? truncateMiddle(sourceId)}
          onRemove={() => filter({ sourceId: undefined })}
        />
      )}
    </FilterToolbar>
  );
}
