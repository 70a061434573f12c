import { SourceKind } from '@taffrail/contract';
import { X } from 'lucide-react';
import { useRef } from 'react';
import { truncateMiddle } from '../../lib/format.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { Button } from '../../ui/button.tsx';
import { ToolbarSelect } from '../../ui/toolbar-select.tsx';
import { kindTitles } from './inbox-words.ts';
import type { InboxPageState } from './use-inbox-page.ts';

const any = '';
const kinds = [
  { value: any, label: 'Anything' },
  ...SourceKind.options.map((value) => ({ value, label: kindTitles[value] })),
] as const;

/** A kind of source, or one source. */
export function InboxToolbar({ page: { filters, filter } }: { page: InboxPageState }) {
  const bar = useRef<HTMLDivElement>(null);
  const { kind, sourceId } = filters;
  useShortcut('f', 'Filter', () => bar.current?.querySelector('select')?.focus());
  return (
    <div ref={bar} className="mb-3 flex flex-wrap items-center gap-2" data-print="hide">
      <ToolbarSelect
        label="Sent by"
        value={kind ?? any}
        onChange={(value) => filter({ kind: value || undefined, sourceId: undefined })}
        options={kinds}
      />
      {sourceId !== undefined && (
        <Button
          className="text-compact"
          aria-label="Remove the filter of one source"
          onClick={() => filter({ kind })}
        >
          <span className="text-muted">Source:</span> {truncateMiddle(sourceId)}
          <X size={12} aria-hidden />
        </Button>
      )}
    </div>
  );
}
