/**
 * The words of notifications, without schemas: pages take them along without a contract file.
 */

export const channelKinds = ['telegram', 'email', 'webhook'] as const;

/**
 * `sending`: handed over, no answer yet. `sent`: taken. `failed`: refused or not reached. `held`:
 * waits for the channel's next digest. `digested`: told in a digest. `skipped`: nothing was to be
 * told, the reason says why. `unrouted`: no route leads anywhere.
 */
export const notificationStates = [
  'sending',
  'sent',
  'failed',
  'held',
  'digested',
  'skipped',
  'unrouted',
] as const;

/** What a message is about: something fires, it is over, many at once, or it is tried out. */
export const notificationKinds = ['firing', 'resolved', 'digest', 'test'] as const;

/**
 * Why something was not sent, or not taken. Of what was skipped: `already_told` (the channel knows
 * it as it is), `never_told` (it is over before the channel heard of it), `resolved_off` (the
 * channel wants no word of what is over), `channel_disabled`. Of what is held: `throttled`. Of what
 * no route takes: `no_route` (none matches), `no_channel` (it leads to no channel). Of what failed:
 * `refused` (final), `rate_limited`, `unavailable`, `timed_out`, `unreachable`, `forbidden_address`
 * (a private one), `misconfigured`, `channel_removed`.
 */
export const notificationReasons = [
  'already_told',
  'never_told',
  'resolved_off',
  'channel_disabled',
  'throttled',
  'no_route',
  'no_channel',
  'refused',
  'rate_limited',
  'unavailable',
  'timed_out',
  'unreachable',
  'forbidden_address',
  'misconfigured',
  'channel_removed',
] as const;
