import { Calendar, ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { formatMinute } from '../lib/time/format-time.ts';
import {
  isQuickRange,
  quickRanges,
  resolveRange,
  stepRange,
  widenRange,
  writeRange,
  type QuickRange,
  type Span,
} from '../lib/time/time-range.ts';
import { useTimeZone } from '../lib/time/time-zone.ts';
import { useNow } from '../lib/time/use-now.ts';
import { useShortcut } from '../lib/use-shortcut.ts';
import { Button } from './button.tsx';
import { IconButton } from './icon-button.tsx';
import { later } from './later.tsx';
import { Popover } from './popover.tsx';
import type { ReadingZone } from './time-zone-choice.tsx';

const RangeEditor = later(async () => (await import('./range-editor.tsx')).RangeEditor);

export interface TimeRangeProps {
  range: string;
  /** Those that make sense for the page; all unless given. */
  quick?: readonly QuickRange[];
  onRange: (range: string) => void;
  /** Absent is the reporting time zone. */
  tz: ReadingZone | undefined;
  onTz: (tz: ReadingZone | undefined) => void;
}

const everyQuick = Object.keys(quickRanges) as QuickRange[];

/** The one time range of a page: step by step, from a list, or written. */
export function TimeRange({ range, quick = everyQuick, onRange, tz, onTz }: TimeRangeProps) {
  const [open, setOpen] = useState(false);
  const timeZone = useTimeZone();
  const choose = (next: string): void => {
    setOpen(false);
    onRange(next);
  };
  /** The moments are those of the click: a rolling range moves on. */
  const move = (to: (span: Span, now: Date) => Span): void => {
    const now = new Date();
    const span = resolveRange(range, now, timeZone);
    if (span) onRange(writeRange(to(span, now)));
  };
  const earlier = (): void => move((span, now) => stepRange(span, -1, now));
  const later = (): void => move((span, now) => stepRange(span, 1, now));
  useShortcut('t', 'Change the time range', () => setOpen(true));
  useShortcut(',', 'Earlier', earlier);
  useShortcut('.', 'Later', later);
  useShortcut('z', 'Zoom out', () => move(widenRange));
  return (
    <div className="flex min-w-0 items-center">
      <IconButton label="Earlier" keys="," onClick={earlier} className="max-sm:hidden">
        <ChevronLeft size={16} aria-hidden />
      </IconButton>
      <Popover
        title="Time range"
        titleHidden
        preload={RangeEditor.preload}
        align="end"
        open={open}
        onOpenChange={setOpen}
        className="w-100 max-h-(--available-height) overflow-y-auto"
        trigger={
          <Button
            look="quiet"
            icon={<Calendar size={14} aria-hidden className="shrink-0 text-muted" />}
            className="min-w-0 shrink! px-2"
          >
            <RangeName range={range} />
          </Button>
        }
      >
        <RangeEditor range={range} quick={quick} onRange={choose} tz={tz} onTz={onTz} />
      </Popover>
      <IconButton label="Later" keys="." onClick={later} className="max-sm:hidden">
        <ChevronRight size={16} aria-hidden />
      </IconButton>
    </div>
  );
}

/** "Last 7 days", or "1 Nov, 00:00 – 8 Nov, 00:00", with the zone where there is room for it. */
function RangeName({ range }: { range: string }) {
  const timeZone = useTimeZone();
  const now = useNow(60_000);
  const span = isQuickRange(range) ? null : resolveRange(range, now, timeZone);
  return (
    <span className="truncate">
      {isQuickRange(range) ? (
        <QuickName title={quickRanges[range].title} />
      ) : span ? (
        `${formatMinute(span.from, timeZone)} – ${formatMinute(span.to, timeZone)}`
      ) : (
        range
      )}
      <span className="font-normal text-muted max-xl:hidden"> · {timeZone}</span>
    </span>
  );
}

/** "24 hours" where there is little room. */
function QuickName({ title }: { title: string }) {
  const last = /^Last /.exec(title)?.[0] ?? '';
  return (
    <>
      <span className="max-sm:sr-only">{last}</span>
      {title.slice(last.length)}
    </>
  );
}
