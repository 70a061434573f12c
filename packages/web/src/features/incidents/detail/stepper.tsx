import { incidentLooks } from '../../../ui/incident-looks.ts';
import type { IncidentDetail, IncidentStep } from '@taffrail/contract';
import { cx } from '../../../lib/class-names.ts';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { StatusIcon } from '../../../ui/status.tsx';

/** The way from open to closed: who led it there and when, and where it stands. */
export function Stepper({ incident }: { incident: IncidentDetail }) {
  const at = incident.steps.findIndex(({ state }) => state === incident.state);
  return (
    <ol aria-label="States" className="grid gap-3 sm:grid-cols-4">
      {incident.steps.map((step, index) => (
        <Step
          key={step.state}
          step={step}
          isCurrent={index === at}
          isPassed={index < at}
          bySelf={step.state === 'resolved' && incident.resolvedByItself}
        />
      ))}
    </ol>
  );
}

interface StepProps {
  step: IncidentStep;
  isCurrent: boolean;
  isPassed: boolean;
  bySelf: boolean;
}

function Step({ step: { state, at, by }, isCurrent, isPassed, bySelf }: StepProps) {
  const { status, word } = incidentLooks[state];
  const isThere = at !== null;
  return (
    <li
      aria-current={isCurrent ? 'step' : undefined}
      className={cx(
        'min-w-0 border-l-2 pl-3 sm:border-t-2 sm:border-l-0 sm:pt-2 sm:pl-0',
        isCurrent ? 'border-accent' : isPassed ? 'border-edge' : 'border-line',
      )}
    >
      <p className={cx('flex items-center gap-1.5', isCurrent ? 'font-semibold' : 'text-muted')}>
        <StatusIcon status={isThere ? status : 'unknown'} /> {word}
      </p>
      <p className="text-compact break-words text-muted">
        {isThere ? (
          <>
            <RelativeTime at={at} />
            {bySelf ? ' by itself' : by && ` by ${by.label}`}
          </>
        ) : isPassed ? (
          'Passed over'
        ) : (
          'Not yet'
        )}
      </p>
    </li>
  );
}
