import { Play } from 'lucide-react';
import { useCan } from '../lib/me.ts';
import { Button } from './button.tsx';
import { rolesThatCan } from './error-state.tsx';
import { StatusIcon } from './status.tsx';
import { useRunNow, type RunNow } from './use-run-now.ts';

interface RunNowButtonProps extends RunNow {
  /** "Run now", and what it says while that lasts: "Running". */
  label: string;
  running: string;
}

/** Has the product's database looked at now, instead of when it is due. */
export function RunNowButton({ label, running, ...run }: RunNowButtonProps) {
  const { isRunning, start } = useRunNow(run);
  const may = useCan('checks.run');
  return (
    <Button
      onClick={start}
      pending={isRunning}
      icon={isRunning ? <StatusIcon status="running" /> : <Play size={14} aria-hidden />}
      disabledReason={may ? undefined : `It comes with the role of ${rolesThatCan('checks.run')}.`}
    >
      {isRunning ? running : label}
    </Button>
  );
}
