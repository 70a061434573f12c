import { CircleAlert, CircleCheck, RotateCcw } from 'lucide-react';
import type { ChartMarkers } from '../../charts/draw/time-series/markers.tsx';
import { plural } from '../../lib/format.ts';
import { RelativeTime } from '../relative-time.tsx';

const looks = {
  opened: { icon: CircleAlert, title: 'Opened' },
  resolved: { icon: CircleCheck, title: 'Resolved' },
  reopened: { icon: RotateCcw, title: 'Opened again' },
  fired: { icon: CircleAlert, title: 'Began to fire' },
  ended: { icon: CircleCheck, title: 'Ended' },
} as const;

interface Change {
  readonly kind: keyof typeof looks;
  readonly at: string;
}

/** When what a chart is about began and ended, as the chart marks it. */
export const toChangeMarkers = (changes: readonly Change[]): ChartMarkers => ({
  id: 'changes',
  icon: CircleAlert,
  count: (count) => plural(count, 'change'),
  isSubject: true,
  items: changes.map(({ kind, at }) => ({
    id: `${kind} ${at}`,
    at: new Date(at),
    own: looks[kind],
    detail: (
      <span>
        {looks[kind].title} <RelativeTime at={at} className="text-muted" />
      </span>
    ),
  })),
});
