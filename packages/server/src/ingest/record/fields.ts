import { ingestLimits } from '@taffrail/contract';
import { Rejection, reject } from './rejection.ts';
import { readTimestamp } from './timestamp.ts';

/** A line as JSON.parse gives it. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Hand-written against the contract's schemas, which cost three times as much for each record. */
export const optionalText = (value: unknown, name: string, maxLength: number): string | null => {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') return reject(`${name} must be text`);
  if (value.length > maxLength) return reject(`${name} must have at most ${maxLength} characters`);
  return value;
};

export const requiredText = (value: unknown, name: string, maxLength: number): string => {
  const text = optionalText(value, name, maxLength);
  return text === null || text === '' ? reject(`${name} is required`) : text;
};

export interface Bounds {
  readonly least: number;
  readonly most: number;
}

export const requiredNumber = (value: unknown, name: string, { least, most }: Bounds): number =>
  typeof value === 'number' && value >= least && value <= most
    ? value
    : reject(`${name} must be a number from ${least} to ${most}`);

export const requiredInteger = (value: unknown, name: string, { least, most }: Bounds): number => {
  const isInteger = typeof value === 'number' && Number.isInteger(value);
  return isInteger && value >= least && value <= most
    ? value
    : reject(`${name} must be a whole number from ${least} to ${most}`);
};

export const optionalId = (value: unknown, name: string): string | null => {
  const id = optionalText(value, name, 200);
  return id === '' ? reject(`${name} must not be empty`) : id;
};

export const requiredId = (value: unknown, name: string): string =>
  optionalId(value, name) ?? reject(`${name} is required`);

/** Postgres has no year 0. */
const firstMs = Date.parse('0001-01-01T00:00:00Z');

/** Milliseconds since 1970, not later than clocks may run ahead. */
export const timestamp = (value: unknown, name: string, receivedAtMs: number): number => {
  if (typeof value !== 'string') return reject(`${name} must be a time, as RFC 3339 text`);
  const at = readTimestamp(value) ?? reject(`${name} must be a time as in 2026-11-21T10:00:00Z`);
  if (at > receivedAtMs + ingestLimits.aheadMs)
    throw new Rejection('too_far_ahead', `${name} is more than five minutes ahead`);
  if (at < firstMs) throw new Rejection('too_old', `${name} is before the year 1`);
  return at;
};
