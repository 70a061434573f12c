import { quickRanges, type QuickRange } from '../lib/time/time-range.ts';
import { Button } from './button.tsx';
import { RangeForm } from './range-form.tsx';
import { TimeZoneChoice, type ReadingZone } from './time-zone-choice.tsx';

export interface RangeEditorProps {
  range: string;
  quick: readonly QuickRange[];
  onRange: (range: string) => void;
  /** Why a range that is written cannot be shown. */
  problemOf?: ((range: string) => string | null) | undefined;
  /** Absent is the reporting time zone. */
  tz?: ReadingZone | undefined;
  /** Absent where there is no other. */
  onTz?: ((tz: ReadingZone | undefined) => void) | undefined;
}

/** From the list, or written; and the zone that it is read in. */
export function RangeEditor({ range, quick, onRange, problemOf, tz, onTz }: RangeEditorProps) {
  return (
    <>
      <div className="grid grid-cols-2 gap-x-2">
        {quick.map((name) => (
          <Button
            key={name}
            look="quiet"
            aria-pressed={name === range}
            className="justify-start px-2 aria-pressed:bg-sunken aria-pressed:font-semibold"
            onClick={() => onRange(name)}
          >
            {quickRanges[name].title}
          </Button>
        ))}
      </div>
      <RangeForm range={range} onRange={onRange} problemOf={problemOf} />
      {onTz && <TimeZoneChoice tz={tz} onTz={onTz} />}
    </>
  );
}
