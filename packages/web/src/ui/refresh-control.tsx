import type { ChangeTopic } from '@taffrail/contract';
import { Clock, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { cx } from '../lib/class-names.ts';
import { formatClock, formatRelative, formatTime } from '../lib/time/format-time.ts';
import { useTimeZone } from '../lib/time/time-zone.ts';
import { useNow } from '../lib/time/use-now.ts';
import { useShortcut } from '../lib/use-shortcut.ts';
import { IconButton } from './icon-button.tsx';
import { LiveNote } from './live-note.tsx';
import { ToolbarSelect } from './toolbar-select.tsx';
import { useAutoRefresh, type RefreshedBy } from './use-auto-refresh.ts';

export interface RefreshControlProps {
  /** When the oldest of the page's figures were computed; absent while none is there. */
  asOf: Date | undefined;
  refreshing: boolean;
  onRefresh: (by: RefreshedBy) => void;
  /** Somebody reads closely: no refresh by itself. */
  paused?: boolean;
  /**
   * The page can be live: it refreshes when something of these has changed, unless the operator
   * chooses otherwise. Absent where nothing new can come, as in a range that has ended.
   */
  liveTopics?: readonly ChangeTopic[] | undefined;
  /** How often by default where it is not live; `off` unless given. */
  initial?: Interval;
  /** Of a page with a live tail, which is what "Live" means there. */
  tail?: { readonly on: boolean; readonly onChange: (on: boolean) => void } | undefined;
}

const intervals = { off: 0, '30s': 30_000, '1m': 60_000, '5m': 300_000 } as const;
/** While nothing has changed; ranges that end now move on all the same. */
const liveMs = 60_000;
/** What the operator does not refresh is stale after this. */
const staleMs = 600_000;

export type Interval = keyof typeof intervals;
type Choice = Interval | 'live';

const choices = [
  { value: 'off', label: 'Auto off' },
  { value: '30s', label: '30 s' },
  { value: '1m', label: '1 min' },
  { value: '5m', label: '5 min' },
] as const;
const liveChoices = [{ value: 'live', label: 'Live' }, ...choices] as const;

/** "As of 10:42:07", refresh now (r), and how often by itself or whenever something changes. */
export function RefreshControl({ asOf, refreshing, onRefresh, ...props }: RefreshControlProps) {
  const { liveTopics, tail, initial = 'off', paused = false } = props;
  const [chosen, setChosen] = useState<Choice>();
  const live = tail ? tail.on : liveTopics !== undefined && (chosen ?? 'live') === 'live';
  const choice = live ? 'live' : !chosen || chosen === 'live' ? initial : chosen;
  const everyMs = choice === 'live' ? liveMs : intervals[choice];
  const refresh = useAutoRefresh({
    everyMs,
    topics: live ? liveTopics : undefined,
    paused,
    onRefresh,
  });
  const choose = (next: Choice): void => {
    setChosen(next);
    if (tail && tail.on !== (next === 'live')) tail.onChange(!tail.on);
  };
  useShortcut('r', 'Refresh', refresh);
  return (
    <div className="flex items-center">
      {(live || tail) && <LiveNote />}
      {asOf && <AsOf asOf={asOf} staleAfterMs={everyMs === 0 ? staleMs : 2 * everyMs} />}
      <IconButton label="Refresh" keys="r" onClick={refresh}>
        <RotateCw size={16} aria-hidden className={cx(refreshing && 'animate-turn')} />
      </IconButton>
      <ToolbarSelect
        label="Refresh by itself"
        value={choice}
        onChange={choose}
        options={liveTopics ? liveChoices : choices}
        className="border-transparent text-muted max-sm:hidden"
      />
    </div>
  );
}

function AsOf({ asOf, staleAfterMs }: { asOf: Date; staleAfterMs: number }) {
  const timeZone = useTimeZone();
  const now = useNow();
  const stale = now.getTime() - asOf.getTime() > staleAfterMs;
  return (
    <span
      className={cx(
        'mr-1 inline-flex items-center gap-1 text-compact whitespace-nowrap',
        stale ? 'text-warning' : 'text-muted',
      )}
    >
      {stale && <Clock size={14} aria-hidden />}
      <span className="max-lg:sr-only">As of</span>
      <time dateTime={asOf.toISOString()} title={`As of ${formatClock(asOf, timeZone)}`}>
        <span className="max-lg:hidden">{formatClock(asOf, timeZone)}</span>
        <span className="lg:hidden">{formatTime(asOf, timeZone)}</span>
      </time>
      {stale && <span className="max-lg:sr-only">({formatRelative(asOf, now)})</span>}
    </span>
  );
}
