import type {
  AlertSourceKind,
  ChannelKind,
  NotificationKind,
  NotificationReason,
  NotificationState,
} from '@taffrail/contract';
import type { StatusName } from '../../ui/status.tsx';

export const channelTitles = {
  telegram: 'Telegram',
  email: 'E-mail',
  webhook: 'Webhook',
} as const satisfies Record<ChannelKind, string>;

export const sourceTitles = {
  alertmanager: 'Alertmanager',
  sentry: 'Sentry',
  github: 'GitHub',
  generic: 'Any other sender',
  check: 'Check',
  heartbeat: 'Heartbeat',
} as const satisfies Record<AlertSourceKind, string>;

export const stateLooks = {
  sending: { status: 'running', word: 'Sending' },
  sent: { status: 'ok', word: 'Sent' },
  failed: { status: 'error', word: 'Failed' },
  held: { status: 'info', word: 'Held' },
  digested: { status: 'ok', word: 'In a digest' },
  skipped: { status: 'idle', word: 'Skipped' },
  unrouted: { status: 'warning', word: 'Unrouted' },
} as const satisfies Record<NotificationState, { status: StatusName; word: string }>;

export const kindWords = {
  firing: 'Fires',
  resolved: 'Resolved',
  digest: 'Digest',
  test: 'Test',
} as const satisfies Record<NotificationKind, string>;

export const reasonWords = {
  already_told: 'The channel knows it as it is',
  never_told: 'It was over before the channel heard of it',
  resolved_off: 'The channel wants no word of what is over',
  channel_disabled: 'The channel is off',
  throttled: 'Too many at once: it waits for a digest',
  no_route: 'No route matches',
  no_channel: 'The route leads to no channel',
  refused: 'Refused for good',
  rate_limited: 'The receiver had too many',
  unavailable: 'The receiver could not take it',
  timed_out: 'No answer in time',
  unreachable: 'Could not be reached',
  forbidden_address: 'A private address, which is not allowed',
  misconfigured: 'The settings do not hold',
  channel_removed: 'The channel was removed',
} as const satisfies Record<NotificationReason, string>;
