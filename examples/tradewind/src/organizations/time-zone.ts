import { z } from 'zod';

const isTimeZone = (timeZone: string): boolean => {
  try {
    new Date().toLocaleString('en', { timeZone });
    return true;
  } catch {
    return false;
  }
};

export const TimeZone = z.string().max(60).refine(isTimeZone, 'is no time zone');
