import { z } from 'zod';
import { resolveRange } from '../time/time-range.ts';

/** The parameters that pages have in common; a page's schema picks what it needs. */
export const RangeParam = z
  .string()
  .max(100)
  .refine((range) => resolveRange(range, new Date(), 'UTC') !== null);
/** Absent means the reporting time zone. */
export const TimeZoneParam = z.enum(['browser', 'utc']);
export const TextParam = z.string().max(200);
export const CursorParam = z.string().max(500);
export const FilterParam = z
  .string()
  .max(1000)
  .regex(/^[A-Za-z]\w*\.[a-z]+\../);
export const FlagParam = z.enum(['1']);
