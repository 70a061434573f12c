import { createContext, useContext } from 'react';

const browserTimeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** `tz` of the URL: absent is the reporting time zone. */
export const timeZoneOf = (tz: string | undefined, reportingTimeZone: string): string =>
  tz === 'utc' ? 'UTC' : tz === 'browser' ? browserTimeZone : reportingTimeZone;

/** The zone in which this page writes its times. */
export const TimeZone = createContext(browserTimeZone);
export const useTimeZone = (): string => useContext(TimeZone);
