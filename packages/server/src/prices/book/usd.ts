/**
 * Money without floating point. A unit is 1e-8 US dollars: what `numeric(…, 8)` tells apart.
 */
const unitsInDollar = 100_000_000n;
const decimals = 8;

/** @param text as `numeric` prints it, with at most eight decimals: `3`, `0.07500000`, `-1.5` */
export const toUnits = (text: string): bigint => {
  const match = /^(-?)(\d+)(?:\.(\d{0,8})0*)?$/.exec(text);
  if (!match) throw new Error(`${text} is no amount with eight decimals at most.`);
  const [, sign, whole = '0', fraction = ''] = match;
  const units = BigInt(whole + fraction.padEnd(decimals, '0'));
  return sign === '-' ? -units : units;
};

/** With all eight decimals, as `numeric(14, 8)` prints it. */
export const toUsd = (units: bigint): string => {
  const size = units < 0n ? -units : units;
  const fraction = String(size % unitsInDollar).padStart(decimals, '0');
  return `${units < 0n ? '-' : ''}${size / unitsInDollar}.${fraction}`;
};
