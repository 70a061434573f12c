import type { AttributeValue } from './otlp-data.ts';

const largest = BigInt(Number.MAX_SAFE_INTEGER);

/** A 64-bit integer, exact: as a number where that holds it. */
export const toInteger = (value: bigint): AttributeValue =>
  value <= largest && value >= -largest ? Number(value) : String(value);

/** JSON has no infinities. */
export const toDouble = (value: number): AttributeValue =>
  Number.isFinite(value) ? value : String(value);
