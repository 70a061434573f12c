import type { NotificationReason } from '@taffrail/contract';

const words: Readonly<Record<NotificationReason, string>> = {
  already_told: 'The channel knows it as it is.',
  never_told: 'It was over before the channel heard of it.',
  resolved_off: 'The channel wants no word of what is over.',
  channel_disabled: 'The channel is off.',
  throttled: 'The channel had as many messages as it may; a digest follows.',
  no_route: 'No route matches.',
  no_channel: 'The route leads to no channel.',
  refused: 'The receiver refused it for good.',
  rate_limited: 'The receiver had too many messages.',
  unavailable: 'The receiver could not take it.',
  timed_out: 'The receiver did not answer.',
  unreachable: 'The receiver could not be reached.',
  forbidden_address: 'Its address is a private one.',
  misconfigured: 'Its settings do not hold.',
  channel_removed: 'The channel was removed.',
};

export const toReasonWords = (reason: NotificationReason): string => words[reason];
