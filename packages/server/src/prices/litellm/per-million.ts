/** Eight decimals for a million tokens are kept: finer than any list price. */
const decimals = 8;
const shift = 6;

/**
 * The price of a token as that of a million, exactly: `3e-06` is `3`, `1.25e-7` is `0.125`. JSON's
 * numbers come with as many digits as tell them apart, which are those that were written.
 *
 * @returns undefined of what is no price
 */
export const toPerMillion = (perToken: unknown): string | undefined => {
  const number = typeof perToken === 'string' ? Number(perToken) : perToken;
  if (typeof number !== 'number' || !Number.isFinite(number) || number < 0) return undefined;
  const [digits = '0', exponent = '0'] = number.toExponential().split('e');
  const point = 1 + Number(exponent) + shift;
  const significant = digits.replace('.', '');
  if (point > 9) return undefined;
  const padded = significant.padStart(significant.length + Math.max(0, 1 - point), '0');
  const at = Math.max(1, point);
  const whole = padded.slice(0, at).padEnd(at, '0');
  const fraction = padded.slice(at);
  const text = roundTo(decimals, whole, fraction).replace(/^0+(?=\d)/, '');
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
};

const roundTo = (places: number, whole: string, fraction: string): string => {
  if (fraction.length <= places) return fraction === '' ? whole : `${whole}.${fraction}`;
  const kept = BigInt(whole + fraction.slice(0, places));
  const rounded = String(Number(fraction.at(places)) >= 5 ? kept + 1n : kept).padStart(
    places + 1,
    '0',
  );
  return `${rounded.slice(0, -places)}.${rounded.slice(-places)}`;
};
