import { useMe } from '../lib/me.ts';
import { timeZoneOf } from '../lib/time/time-zone.ts';
import { ToolbarSelect } from './toolbar-select.tsx';

/** `tz` of the URL; absent is the reporting time zone. */
export type ReadingZone = 'browser' | 'utc';

interface TimeZoneChoiceProps {
  tz: ReadingZone | undefined;
  onTz: (tz: ReadingZone | undefined) => void;
}

/** In which zone the page writes its times. Days stay those of the reporting zone. */
export function TimeZoneChoice({ tz, onTz }: TimeZoneChoiceProps) {
  const { reportingTimeZone } = useMe();
  return (
    <div className="mt-3 flex items-center justify-between gap-2 border-t border-line pt-3">
      <span className="text-muted">Time zone</span>
      <ToolbarSelect
        label="Time zone"
        value={tz ?? 'reporting'}
        onChange={(zone) => onTz(zone === 'reporting' ? undefined : zone)}
        options={[
          { value: 'reporting', label: `${reportingTimeZone} (reporting)` },
          { value: 'browser', label: `${timeZoneOf('browser', '')} (this browser)` },
          { value: 'utc', label: 'UTC' },
        ]}
      />
    </div>
  );
}
