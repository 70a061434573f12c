const locale = 'en-GB';

const formatters = new Map<string, Intl.NumberFormat>();
const formatterOf = (currency: string, signed: boolean): Intl.NumberFormat => {
  const key = `${currency} ${signed}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    trailingZeroDisplay: 'stripIfInteger',
    ...(signed && { signDisplay: 'exceptZero' }),
  });
  formatters.set(key, made);
  return made;
};

const realMinus = (text: string): string => text.replace('-', '−');

/** `€48,210.50`: where sums must add up, to the cent. */
export const formatExactMoney = (amount: number, currency: string): string =>
  realMinus(formatterOf(currency, false).format(amount));

/** `+€49`, `−€12.50`. */
export const formatChange = (amount: number, currency: string): string =>
  realMinus(formatterOf(currency, true).format(amount));
