import type { AlertStatus, Severity } from '@taffrail/contract';
import { Badge, Status, type StatusName } from './status.tsx';

/** How bad something is: shape, word and colour. */
export const severityLooks = {
  critical: { status: 'error', word: 'Critical' },
  warning: { status: 'warning', word: 'Warning' },
  info: { status: 'info', word: 'Info' },
} as const satisfies Record<Severity, { status: StatusName; word: string }>;

export const alertStatusWords = {
  firing: 'Firing',
  resolved: 'Resolved',
} as const satisfies Record<AlertStatus, string>;

/** What fires looks as bad as it is. */
export const lookOfAlert = ({
  status,
  severity,
}: {
  readonly status: AlertStatus;
  readonly severity: Severity;
}): { readonly status: StatusName; readonly word: string } => ({
  status: status === 'resolved' ? 'ok' : severityLooks[severity].status,
  word: alertStatusWords[status],
});

/** In tables. */
export function SeverityMark({ severity }: { severity: Severity }) {
  const { status, word } = severityLooks[severity];
  return <Status status={status}>{word}</Status>;
}

/** In headers. */
export function SeverityBadge({ severity }: { severity: Severity }) {
  const { status, word } = severityLooks[severity];
  return <Badge status={status}>{word}</Badge>;
}
