import { Fraction } from 'fraction.js';

/** Units of the reporting currency that one unit of another is worth: decimal text, by ISO code. */
export interface Rates {
  readonly reporting: string;
  readonly rates: Readonly<Record<string, string>>;
}

/**
 * Digits behind the point where they are not two.
 * https://docs.stripe.com/currencies#minor-units (ISK and UGX have two there, and always zeros)
 */
const zeroDecimal = new Set(
  'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '),
);
const threeDecimal = new Set(['bhd', 'jod', 'kwd', 'omr', 'tnd']);

/** Digits of the minor unit: 2 for cents, 0 for yen. */
export const minorDigits = (currency: string): number => {
  if (zeroDecimal.has(currency)) return 0;
  return threeDecimal.has(currency) ? 3 : 2;
};

/**
 * An amount in the minor unit of the reporting currency, whole.
 *
 * @returns undefined for a currency without a rate: show the amount as it is, never drop it
 */
export const convert = (
  amount: number,
  currency: string,
  { reporting, rates }: Rates,
): number | undefined => {
  if (currency === reporting) return amount;
  const rate = rates[currency];
  if (rate === undefined) return undefined;
  const shift = new Fraction(10).pow(minorDigits(reporting) - minorDigits(currency));
  return new Fraction(amount).mul(rate).mul(shift).round().valueOf();
};

/** 1234 cents as `12.34`: what the database and the wire have. */
export const toMajor = (minor: number, currency: string): string => {
  const digits = minorDigits(currency);
  return new Fraction(minor, 10 ** digits).toString(digits);
};

/** `12.34` as 1234 cents. */
export const toMinor = (major: string, currency: string): number =>
  new Fraction(major)
    .mul(10 ** minorDigits(currency))
    .round()
    .valueOf();

/** `12.340`, as Postgres has it, as `12.34`. */
export const toMoney = (amount: string, currency: string): string =>
  toMajor(toMinor(amount, currency), currency);
