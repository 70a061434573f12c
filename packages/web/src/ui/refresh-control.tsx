import { Clock, RotateCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { formatClock, formatRelative } from '../lib/time/format-time.ts';
import { useTimeZone } from '../lib/time/time-zone.ts';
import { useNow } from '../lib/time/use-now.ts';
import { useShortcut } from '../lib/use-shortcut.ts';
import { IconButton } from './icon-button.tsx';
import { ToolbarSelect } from './toolbar-select.tsx';
import { cx } from '../lib/class-names.ts';

export interface RefreshControlProps {
  /** When the oldest of the page's figures were computed; absent while none is there. */
  asOf: Date | undefined;
  refreshing: boolean;
  onRefresh: () => void;
  /** Somebody reads closely: no refresh by itself. */
  paused?: boolean;
  /** How often by default; `off` unless given. */
  initial?: Interval;
}

const intervals = { off: 0, '30s': 30_000, '1m': 60_000, '5m': 300_000 } as const;
export type Interval = keyof typeof intervals;

const choices = [
  { value: 'off', label: 'Auto off' },
  { value: '30s', label: '30 s' },
  { value: '1m', label: '1 min' },
  { value: '5m', label: '5 min' },
] as const;

/** Selected text or an open menu: whoever reads does not want the page to change. */
const isInUse = (): boolean =>
  document.hidden ||
  (document.getSelection()?.type ?? '') === 'Range' ||
  document.querySelector('[role=menu], [role=dialog], [role=listbox]') !== null;

/** "As of 10:42:07", refresh now (r), and how often by itself. */
export function RefreshControl({
  asOf,
  refreshing,
  onRefresh,
  paused = false,
  initial = 'off',
}: RefreshControlProps) {
  const [interval, setChosen] = useState<Interval>(initial);
  const everyMs = intervals[interval];
  useShortcut('r', 'Refresh', onRefresh);
  useEffect(() => {
    if (everyMs === 0 || paused) return undefined;
    const timer = setInterval(() => {
      if (!isInUse()) onRefresh();
    }, everyMs);
    return () => clearInterval(timer);
  }, [everyMs, paused, onRefresh]);
  return (
    <div className="flex items-center">
      {asOf && <AsOf asOf={asOf} staleAfterMs={everyMs === 0 ? 600_000 : 2 * everyMs} />}
      <IconButton label="Refresh" keys="r" onClick={onRefresh}>
        <RotateCw size={16} aria-hidden className={cx(refreshing && 'animate-turn')} />
      </IconButton>
      <ToolbarSelect
        label="Refresh by itself"
        value={interval}
        onChange={setChosen}
        options={choices}
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
        'mr-1 inline-flex items-center gap-1 text-compact whitespace-nowrap max-lg:hidden',
        stale ? 'text-warning' : 'text-muted',
      )}
    >
      {stale && <Clock size={14} aria-hidden />}
      As of <time dateTime={asOf.toISOString()}>{formatClock(asOf, timeZone)}</time>
      {stale && <span>({formatRelative(asOf, now)})</span>}
    </span>
  );
}
