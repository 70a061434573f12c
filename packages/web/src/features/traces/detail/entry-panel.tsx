import type { Trace, TraceEntry } from '@taffrail/contract';
import { X } from 'lucide-react';
import { type RefObject } from 'react';
import { formatLatency } from '../../../lib/format.ts';
import { CopyText } from '../../../ui/copy-text.tsx';
import { Fact, Facts } from '../../../ui/fact.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Status } from '../../../ui/status.tsx';
import { formatMicroseconds, layerWords, statusLooks, statusWordOf } from '../layer-words.ts';
import { skewOf, type Tree } from '../tree/prepare-tree.ts';
import { RecordLink } from './record-link.tsx';
import { SpanDetail } from './span-detail.tsx';

interface EntryPanelProps {
  trace: Trace;
  tree: Tree;
  entry: TraceEntry;
  heading: RefObject<HTMLHeadingElement | null>;
  onClose: () => void;
}

/** What is known of one part of a trace, beside it. */
export function EntryPanel({ trace, tree, entry, heading, onClose }: EntryPanelProps) {
  const { layer, name, place, kind, note, status, startUs, durationUs, recordId } = entry;
  const look = statusLooks[status];
  const skewUs = skewOf(tree, entry);
  const parent = entry.parentId === null ? undefined : tree.byId.get(entry.parentId);
  return (
    <section
      aria-labelledby="entry"
      className="min-w-0 border-line text-compact max-lg:border-t lg:max-h-[calc(65dvh+8rem)] lg:overflow-y-auto lg:border-l"
    >
      <header className="flex items-start justify-between gap-2 px-4 pt-3">
        <div className="min-w-0">
          <p className="text-muted">{layerWords[layer].one}</p>
          <h3 id="entry" ref={heading} tabIndex={-1} className="text-body font-medium break-words">
            {name}
          </h3>
        </div>
        <IconButton label="Close the details" onClick={onClose}>
          <X size={16} aria-hidden />
        </IconButton>
      </header>
      <div className="grid gap-4 px-4 pt-2 pb-4">
        <Facts>
          {look && (
            <Fact name="Status">
              <Status status={look.status}>{statusWordOf(entry)}</Status>
            </Fact>
          )}
          {note !== null && <Fact name={layer === 'request' ? 'Code' : 'Note'}>{note}</Fact>}
          {place !== null && <Fact name="Where">{place}</Fact>}
          {kind !== null && <Fact name="Kind">{kind}</Fact>}
          <Fact name="Begins">
            after {formatMicroseconds(startUs, formatLatency)}
            <span className="text-muted">
              of {formatMicroseconds(trace.durationUs, formatLatency)}
            </span>
          </Fact>
          <Fact name="Lasts">
            {durationUs === null ? (
              <span className="text-muted">A moment, or not told</span>
            ) : (
              formatMicroseconds(durationUs, formatLatency)
            )}
          </Fact>
          {parent && <Fact name="Part of">{parent.name}</Fact>}
          {entry.isOrphan && (
            <Fact name="Part of">
              <span className="text-muted">a span that is not here</span>
            </Fact>
          )}
          {skewUs > 0 && (
            <Fact name="Clocks">
              It begins {formatMicroseconds(skewUs, formatLatency)} before what it is a part of:
              their clocks differ. Both stand where their own clock says.
            </Fact>
          )}
          <Fact name="Id">
            <CopyText text={recordId} what="the id" length={36} />
          </Fact>
        </Facts>
        <RecordLink trace={trace} entry={entry} parent={parent} />
        {layer === 'span' && <SpanDetail traceId={trace.traceId} spanId={recordId} />}
      </div>
    </section>
  );
}
