import type { DeliveryState } from '@taffrail/contract';
import type { StatusName } from '../../ui/status.tsx';

export const stateTitles = {
  held: 'Held',
  waiting: 'Waiting',
  done: 'Read',
  ignored: 'Ignored',
  poisoned: 'Poisoned',
} as const satisfies Record<DeliveryState, string>;

export const stateStatuses = {
  held: 'idle',
  waiting: 'running',
  done: 'ok',
  ignored: 'idle',
  poisoned: 'error',
} as const satisfies Record<DeliveryState, StatusName>;

/** `812 B`, `64 kB`, `1.2 MB`. */
export const formatSize = (bytes: number): string => {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
};
