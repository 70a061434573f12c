import type { ChangeTopic } from '@taffrail/contract';
import { endsNow } from '../../../lib/time/time-range.ts';
import { TopBarSlot } from '../../page-slots.tsx';
import { RefreshControl } from '../../refresh-control.tsx';
import { TimeRange, type TimeRangeProps } from '../../time-range.tsx';
import { LiveToggle } from '../live-toggle.tsx';

interface LiveListBarProps extends Omit<TimeRangeProps, 'quick'> {
  asOf: Date;
  topics: readonly ChangeTopic[];
  refreshing: boolean;
  onRefresh: () => void;
  /** Somebody reads closely: nothing moves by itself. */
  paused: boolean;
  live: boolean;
  /** Absent where rows cannot enter by themselves. */
  onLive: ((live: boolean) => void) | undefined;
}

/** The top bar of a list over time: range, live tail and refresh. */
export function LiveListBar(props: LiveListBarProps) {
  const { asOf, topics, refreshing, onRefresh, paused, live, ...range } = props;
  const canFollow = endsNow(range.range);
  const onLive = canFollow ? range.onLive : undefined;
  return (
    <>
      <TopBarSlot slot="range">
        <TimeRange range={range.range} onRange={range.onRange} tz={range.tz} onTz={range.onTz} />
        {onLive && <LiveToggle live={live} onChange={onLive} />}
      </TopBarSlot>
      <TopBarSlot slot="refresh">
        <RefreshControl
          asOf={asOf}
          refreshing={refreshing}
          onRefresh={onRefresh}
          paused={paused}
          liveTopics={canFollow ? topics : undefined}
          tail={onLive && { on: live, onChange: onLive }}
        />
      </TopBarSlot>
    </>
  );
}
