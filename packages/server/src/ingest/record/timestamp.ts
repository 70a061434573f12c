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
  return lastMinuteMs + (tens * 10 + ones) * 1_000 + a * 100 + b * 10 + c;
};

/** Milliseconds since 1970, as the log keeps them; what is finer is cut off. */
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
  return Date.parse(`${seconds}${offset}`) + Number(fraction.slice(0, 3).padEnd(3, '0'));
};

let lastWrittenMinute = NaN;
let lastWrittenPrefix = '';

/** As Postgres and JSON read it. Years 1 to 9999. */
export const writeTimestamp = (atMs: number): string => {
  const minute = Math.floor(atMs / 60_000);
  if (minute !== lastWrittenMinute) {
    lastWrittenPrefix = new Date(minute * 60_000).toISOString().slice(0, 17);
    lastWrittenMinute = minute;
  }
  // 1 stands before the digits so that zeros are kept: 1_SS_fff.
  const digits = String(100_000 + atMs - minute * 60_000);
  return `${lastWrittenPrefix}${digits.slice(1, 3)}.${digits.slice(3)}Z`;
};
