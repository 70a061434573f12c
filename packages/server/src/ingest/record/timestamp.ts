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

const minuteMicroseconds = 60_000_000;
let lastWrittenMinute = NaN;
let lastWrittenPrefix = '';

/** As Postgres and JSON read it, with all six digits. Years 1 to 9999. */
export const writeTimestamp = (microseconds: number): string => {
  const minute = Math.floor(microseconds / minuteMicroseconds);
  if (minute !== lastWrittenMinute) {
    lastWrittenPrefix = new Date(minute * 60_000).toISOString().slice(0, 17);
    lastWrittenMinute = minute;
  }
  const rest = microseconds - minute * minuteMicroseconds;
  // 1 stands before the digits so that zeros are kept: 1_SS_ffffff.
  const digits = String(100_000_000 + rest);
  return `${lastWrittenPrefix}${digits.slice(1, 3)}.${digits.slice(3)}Z`;
};
