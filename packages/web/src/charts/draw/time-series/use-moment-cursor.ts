import type { Span } from '../../../lib/time/time-range.ts';
import { momentAt } from '../../prepare/time-series.ts';
import { useBarCursor, type BarCursor } from '../use-bar-cursor.ts';
import type { Crosshair } from './use-crosshair.ts';

/** The cursor over bars, for moments: it points where the other charts of the page do. */
export const useMomentCursor = (
  spans: readonly Span[],
  crosshair: Crosshair | undefined,
  onZoom: ((span: Span) => void) | undefined,
): BarCursor =>
  useBarCursor(
    spans.length,
    onZoom &&
      ((first, last) => {
        const [from, to] = [spans[first]?.from, spans[last]?.to];
        if (from && to) onZoom({ from, to });
      }),
    crosshair && {
      cursor: crosshair.at === null ? null : momentAt(spans, crosshair.at),
      setCursor: (index) => {
        const span = index === null ? undefined : spans[index];
        crosshair.point(span ? (span.from.getTime() + span.to.getTime()) / 2 : null);
      },
    },
  );
