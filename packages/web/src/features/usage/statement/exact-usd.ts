const whole = new Intl.NumberFormat('en-GB');

/** All of an amount, nothing rounded: `$1,234.50`, `$0.00000012`. */
export const exactUsd = (amount: string): string => {
  const [, sign = '', units = '0', decimals = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount) ?? [];
  return `${sign === '' ? '' : '−'}$${whole.format(BigInt(units))}.${decimals.padEnd(2, '0')}`;
};

/** `2026-11` and those before it down to the one that a day is in, newest first. */
export const monthsSince = (day: string, newest: string): string[] => {
  const months: string[] = [];
  let [year = 0, month = 0] = newest.split('-').map(Number);
  for (let name = newest; name >= day.slice(0, 7);) {
    months.push(name);
    month -= 1;
    if (month === 0) [year, month] = [year - 1, 12];
    name = `${year}-${String(month).padStart(2, '0')}`;
  }
  return months;
};
