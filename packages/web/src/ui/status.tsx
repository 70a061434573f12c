import {
  CircleCheck,
  CircleDashed,
  CircleMinus,
  Info,
  OctagonX,
  TriangleAlert,
  type LucideProps,
} from 'lucide-react';
import type { ComponentType, ReactNode } from 'react';
import { cx } from '../lib/class-names.ts';

/** Half filled: something is under way. */
function HalfCircle({ size, ...props }: LucideProps) {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} {...props}>
      <circle cx="12" cy="12" r="10" fill="none" stroke="currentColor" strokeWidth="2" />
      <path d="M12 6a6 6 0 0 1 0 12z" fill="currentColor" />
    </svg>
  );
}

/** Never colour alone: each has a shape of its own, and every use brings a word. */
export const statuses = {
  ok: { icon: CircleCheck, text: 'text-ok', tint: 'bg-ok-tint' },
  warning: { icon: TriangleAlert, text: 'text-warning', tint: 'bg-warning-tint' },
  error: { icon: OctagonX, text: 'text-error', tint: 'bg-error-tint' },
  info: { icon: Info, text: 'text-info', tint: 'bg-info-tint' },
  running: { icon: HalfCircle, text: 'text-running', tint: 'bg-running-tint' },
  idle: { icon: CircleMinus, text: 'text-idle', tint: 'bg-idle-tint' },
  unknown: { icon: CircleDashed, text: 'text-idle', tint: 'bg-idle-tint' },
} as const satisfies Record<
  string,
  { icon: ComponentType<LucideProps>; text: string; tint: string }
>;

export type StatusName = keyof typeof statuses;

export function StatusIcon({ status, size = 14 }: { status: StatusName; size?: number }) {
  const { icon: Icon, text } = statuses[status];
  return (
    <Icon
      size={size}
      aria-hidden
      className={cx('shrink-0', text, status === 'running' && 'animate-turn')}
    />
  );
}

/** In tables: icon and word, without a tint. */
export function Status({ status, children }: { status: StatusName; children: ReactNode }) {
  return (
    <span
      className={cx(
        'inline-flex items-center gap-1.5 align-bottom font-medium',
        statuses[status].text,
      )}
    >
      <StatusIcon status={status} />
      {children}
    </span>
  );
}

/** In headers, banners and feeds: with a tint. */
export function Badge({ status, children }: { status: StatusName; children: ReactNode }) {
  const { text, tint } = statuses[status];
  return (
    <span
      className={cx(
        'inline-flex h-5 items-center gap-1 rounded-badge px-1.5 text-caption font-medium whitespace-nowrap coarse:h-6 forced-colors:border',
        text,
        tint,
      )}
    >
      <StatusIcon status={status} />
      {children}
    </span>
  );
}
