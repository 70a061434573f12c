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
  { value: any, label: 'Any source' },
  ...SourceKind.options.map((value) => ({ value, label: kindTitles[value] })),
] as const;

interface InboxToolbarProps {
  page: InboxPageState;
  /** Of the source that is filtered by, where it is known. */
  sourceName: string | undefined;
}

/** A kind of source, or one source. */
export function InboxToolbar({ page: { filters, filter }, sourceName }: InboxToolbarProps) {
  const bar = useRef<HTMLDivElement>(null);
  const { kind, sourceId } = filters;
  const source = sourceName ?? truncateMiddle(sourceId ?? '');
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
          aria-label={`Remove the filter of the source ${source}`}
          onClick={() => filter({ kind })}
        >
          <span className="text-muted">Source:</span> {source}
          <X size={12} aria-hidden />
        </Button>
      )}
    </div>
  );
}
