/** RFC 3339 with an offset: exactly the texts that the contract's `Timestamp` takes. */
const pattern =
  /^(\d{4}-\d\d-(\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(\d+))?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

const digit = (text: string, at: number): number => text.charCodeAt(at) - 48;
const isDigit = (value: number): boolean => value >= 0 && value <= 9;

/** The minute read last, as `2026-11-21T10:00:`: neighbours in a batch mostly share it. */
let lastMinute = '';
let lastMinuteMs = 0;

/** `2026-11-21T10:00:07.123Z` within the minute read last; undefined for anything else. */
const readInLastMinute = (text: string): number | undefined => {
  if (text.length !== 24 || lastMinute === '' || !text.startsWith(lastMinute)) return undefined;
  const tens = digit(text, 17);
  const ones = digit(text, 18);
  const a = digit(text, 20);
  const b = digit(text, 21);
  const c = digit(text, 22);
  const isPlain = text.charAt(19) === '.' && text.charAt(23) === 'Z' && isDigit(tens) && tens < 6;
  if (!isPlain || !isDigit(ones) || !isDigit(a) || !isDigit(b) || !isDigit(c)) return undefined;
  return (lastMinuteMs + (tens * 10 + ones) * 1_000 + a * 100 + b * 10 + c) * 1_000;
};

/** Microseconds since 1970, what Postgres resolves; what is finer is cut off. */
export const readTimestamp = (text: string): number | undefined => {
  const inLastMinute = readInLastMinute(text);
  if (inLastMinute !== undefined) return inLastMinute;
  const [, seconds, day, fraction = '', offset] = pattern.exec(text) ?? [];
  if (seconds === undefined) return undefined;
  const wallClockMs = Date.parse(`${seconds}Z`);
  // A day that its month does not have is not a number, or becomes one of the next month.
  if (Number.isNaN(wallClockMs) || new Date(wallClockMs).getUTCDate() !== Number(day))
    return undefined;
  if (offset === 'Z') {
    lastMinute = seconds.slice(0, 17);
    lastMinuteMs = wallClockMs - Number(seconds.slice(17)) * 1_000;
  }
  const microseconds = Number(fraction.slice(0, 6).padEnd(6, '0'));
  return Date.parse(`${seconds}${offset}`) * 1_000 + microseconds;
};

/** As Postgres and JSON read it, with all six digits. Years 1 to 9999. */
export const writeTimestamp = (microseconds: number): string => {
  const milliseconds = Math.floor(microseconds / 1_000);
  const rest = microseconds - milliseconds * 1_000;
  const text = new Date(milliseconds).toISOString();
  return rest === 0 ? text : `${text.slice(0, -1)}${String(rest).padStart(3, '0')}Z`;
};
