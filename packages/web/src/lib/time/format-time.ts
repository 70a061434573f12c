/** Moments as the screen shows them, relative and absolute. Pure: the caller brings the clock. */
const locale = 'en-GB';

const formatters = new Map<string, Intl.DateTimeFormat>();
const formatterOf = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = JSON.stringify(options);
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, options);
  formatters.set(key, made);
  return made;
};

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** `just now`, `3 min ago`, `5 h ago`, `6 days ago`; ahead of now: `in 3 min`. */
export const formatRelative = (at: Date, now: Date): string => {
  const distanceMs = now.getTime() - at.getTime();
  const ago = Math.abs(distanceMs);
  if (ago < 10_000) return 'just now';
  const words =
    ago < minute
      ? `${Math.floor(ago / 1000)} s`
      : ago < hour
        ? `${Math.floor(ago / minute)} min`
        : ago < day
          ? `${Math.floor(ago / hour)} h`
          : ago < 2 * day
            ? '1 day'
            : `${Math.floor(ago / day)} days`;
  return distanceMs < 0 ? `in ${words}` : `${words} ago`;
};

/** `21 Nov, 10:42:07`; with the year when it is not this one. */
export const formatAbsolute = (at: Date, timeZone: string, now: Date): string => {
  const year = formatterOf({ timeZone, year: 'numeric' });
  return formatterOf({
    timeZone,
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    ...(year.format(at) === year.format(now) ? {} : { year: 'numeric' }),
  }).format(at);
};

/** `21 November 2026 at 10:42:07 GMT+1`: what a tooltip says. */
export const formatExact = (at: Date, timeZone: string): string =>
  formatterOf({ timeZone, dateStyle: 'long', timeStyle: 'long' }).format(at);

/** `10:42:07`. */
export const formatClock = (at: Date, timeZone: string): string =>
  formatterOf({ timeZone, timeStyle: 'medium' }).format(at);

/** `10:42`. */
export const formatTime = (at: Date, timeZone: string): string =>
  formatterOf({ timeZone, timeStyle: 'short' }).format(at);

/** `21 Nov`, or `21 Nov 2025` when it is not this year. */
export const formatDay = (at: Date, timeZone: string, now: Date): string => {
  const year = formatterOf({ timeZone, year: 'numeric' });
  return formatterOf({
    timeZone,
    day: 'numeric',
    month: 'short',
    ...(year.format(at) === year.format(now) ? {} : { year: 'numeric' }),
  }).format(at);
};

/** `21 Nov, 10:42`. */
export const formatMinute = (at: Date, timeZone: string): string =>
  formatterOf({
    timeZone,
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);

/** `Sun`. */
export const formatWeekday = (at: Date, timeZone: string): string =>
  formatterOf({ timeZone, weekday: 'short' }).format(at);
