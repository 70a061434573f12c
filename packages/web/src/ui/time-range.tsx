import { Calendar, ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { moveDays, resolveDays } from '../lib/time/day-range.ts';
import { formatDay, formatMinute } from '../lib/time/format-time.ts';
import {
  isQuickRange,
  quickRanges,
  resolveRange,
  stepRange,
  titleOfRange,
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
  /** Whole days are all that the page knows. */
  byDay?: boolean;
  /** Why a range that is written cannot be shown. */
  problemOf?: ((range: string) => string | null) | undefined;
  /** Absent is the reporting time zone. */
  tz?: ReadingZone | undefined;
  /** Absent where days are those of the reporting time zone, and there is nothing else. */
  onTz?: ((tz: ReadingZone | undefined) => void) | undefined;
}

const everyQuick = Object.keys(quickRanges) as QuickRange[];

/** The one time range of a page: step by step, from a list, or written. */
export function TimeRange({ quick = everyQuick, byDay = false, ...props }: TimeRangeProps) {
  const { range, onRange } = props;
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
    const next = byDay ? moveDays(range, to, now, timeZone) : span && writeRange(to(span, now));
    if (next) onRange(next);
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
            <RangeName range={range} byDay={byDay} />
          </Button>
        }
      >
        <RangeEditor {...props} quick={quick} onRange={choose} />
      </Popover>
      <IconButton label="Later" keys="." onClick={later} className="max-sm:hidden">
        <ChevronRight size={16} aria-hidden />
      </IconButton>
    </div>
  );
}

/** `1 Nov – 7 Nov`, or with times of day. */
const spanText = (range: string, byDay: boolean, now: Date, timeZone: string): string => {
  const span = (byDay ? resolveDays : resolveRange)(range, now, timeZone);
  if (!span) return range;
  if (!byDay) return `${formatMinute(span.from, timeZone)} – ${formatMinute(span.to, timeZone)}`;
  const first = formatDay(span.from, 'UTC', now);
  const last = formatDay(new Date(span.to.getTime() - 1), 'UTC', now);
  return first === last ? first : `${first} – ${last}`;
};

/** "Last 7 days", or "1 Nov, 00:00 – 8 Nov, 00:00", with the zone where there is room for it. */
function RangeName({ range, byDay }: { range: string; byDay: boolean }) {
  const timeZone = useTimeZone();
  const now = useNow(60_000);
  // Of whole days, `now-7d` touches one more than it says.
  const title = byDay && !isQuickRange(range) ? null : titleOfRange(range);
  return (
    <span className="truncate">
      {title === null ? spanText(range, byDay, now, timeZone) : <QuickName title={title} />}
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
