import type { getErrorGroup, RouteAnswer } from '@taffrail/contract';
import { useNavigate } from '@tanstack/react-router';
import { BarsOverTime } from '../../../charts/draw/bars/bars-over-time.tsx';
import { useMe } from '../../../lib/me.ts';
import { resolveRange, writeRange } from '../../../lib/time/time-range.ts';
import { useNarrow } from '../../../ui/use-media.ts';
import { only, writeFilters } from '../filters/log-fields.ts';
import { isLevel, levelColours, levelWords } from '../level-words.ts';

const daySeconds = 86_400;
const titleOf = (id: string): string => (isLevel(id) ? levelWords[id] : id);

/** How often on each of the last days; a part of them leads to its rows. */
export function GroupDays({ group }: { group: RouteAnswer<typeof getErrorGroup> }) {
  const { reportingTimeZone } = useMe();
  const height = useNarrow() ? 160 : 112;
  const navigate = useNavigate();
  const buckets = group.days.flatMap(({ day, count }) => {
    const span = resolveRange(`${day}..${day}`, new Date(group.lastSeenAt), reportingTimeZone);
    return span ? [{ at: span.from.toISOString(), counts: { error: count } }] : [];
  });
  const f = writeFilters([only('fingerprint', group.fingerprint)]);
  return (
    <BarsOverTime
      things="occurrences"
      buckets={buckets}
      stepSeconds={daySeconds}
      titleOf={titleOf}
      colours={levelColours}
      height={height}
      onZoom={(span) =>
        void navigate({ to: '/admin/logs', search: { range: writeRange(span), f } })
      }
    />
  );
}
