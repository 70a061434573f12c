import type { Ports } from '../host/ports.ts';
import type { MakeUuidV7 } from './uuid-v7.ts';

/** What every part needs that tells the console of something by itself. */
export interface Telling {
  readonly ports: Ports;
  readonly makeId: MakeUuidV7;
  /** Queues the line that `write` gives; what it throws is counted as a record that cannot be one. */
  readonly tell: (write: () => string) => void;
  /** Told when part of what the host gave could not be kept. */
  readonly onReplaced: (reason: string) => void;
}

/** For what a host hands over: its getters may throw, and then it is as if it had not been called. */
export function tryTo(act: () => void): void {
  try {
    act();
  } catch {
    // As said.
  }
}

/** The console counts no longer than this, and no finer than microseconds. */
export const toMilliseconds = (value: number, longestMs: number): number =>
  Math.round(Math.min(longestMs, Math.max(0, value)) * 1_000) / 1_000;

/** An accuracy, as the console takes it. */
export const isShare = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value <= 1;

/** Undefined for what is no text or has none. */
export const cutText = (value: unknown, length: number): string | undefined =>
  typeof value === 'string' && value !== '' ? value.slice(0, length) : undefined;

export function requiredText(value: unknown, name: string, length: number): string {
  const text = cutText(value, length);
  if (text === undefined) throw new TypeError(`${name} is missing`);
  return text;
}
