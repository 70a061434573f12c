import { Radio } from 'lucide-react';
import { cx } from '../../lib/class-names.ts';
import { useLiveState } from '../../lib/live/use-changes.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { Button } from '../button.tsx';
import { Tooltip } from '../tooltip.tsx';

interface LiveToggleProps {
  live: boolean;
  onChange: (live: boolean) => void;
}

/** The live tail: new rows enter the list as they come. */
export function LiveToggle({ live, onChange }: LiveToggleProps) {
  const isHeard = useLiveState() === 'live';
  const toggle = (): void => onChange(!live);
  useShortcut('l', live ? 'Stop the live tail' : 'Start the live tail', toggle);
  return (
    <Tooltip text={live ? 'Stop the live tail' : 'Start the live tail'} keys="l">
      <Button
        look="quiet"
        aria-pressed={live}
        onClick={toggle}
        icon={<Radio size={14} aria-hidden />}
        className={cx(
          'px-2',
          live && 'forced-colors:outline-2',
          live ? (isHeard ? 'bg-ok-tint text-ok' : 'bg-sunken') : 'text-muted',
        )}
      >
        <span className="max-[23.5rem]:sr-only">Live</span>
      </Button>
    </Tooltip>
  );
}
