import type { ReactNode } from 'react';
import { cx } from '../lib/class-names.ts';
import { StatusIcon, statuses, type StatusName } from './status.tsx';

export interface NoticeProps {
  status: StatusName;
  className?: string;
  /** Buttons or links at the end. */
  action?: ReactNode;
  /** Read out when it appears: an error interrupts, the rest waits its turn unless `off`. */
  live?: 'polite' | 'off';
  children: ReactNode;
}

/** A line in the page that says what is so: an error of a form, a limit, a parameter ignored. */
export function Notice({ status, className, action, live, children }: NoticeProps) {
  return (
    <div
      {...(status === 'error' ? { role: 'alert' } : { 'aria-live': live ?? 'polite' })}
      className={cx(
        'flex items-start gap-2 rounded-control px-3 py-2 forced-colors:border',
        statuses[status].tint,
        className,
      )}
    >
      <span className="mt-0.5">
        <StatusIcon status={status} size={16} />
      </span>
      <div className="min-w-0 flex-1">{children}</div>
      {action}
    </div>
  );
}
