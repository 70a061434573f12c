import { z } from 'zod';
import { Day } from './page.ts';

const dayMs = 86_400_000;

/** The first and the last of some days, `2026-11-01..2026-11-21`, and how many they are. */
export const readDays = (range: string): { from: string; to: string; days: number } | null => {
  const [from = '', to = '', ...more] = range.split('..');
  if (more.length > 0 || !Day.safeParse(from).success || !Day.safeParse(to).success) return null;
  return { from, to, days: (Date.parse(to) - Date.parse(from)) / dayMs + 1 };
};

/** A quick range, or the first and the last day of one, both included. */
export const dayRange = <Quick extends Readonly<Record<string, string>>>(
  quick: z.ZodEnum<Quick>,
  mostDays: number,
) =>
  z.union(
    [
      quick,
      z
        .string()
        .max(30)
        .refine((range) => {
          const days = readDays(range)?.days ?? 0;
          return days >= 1 && days <= mostDays;
        }),
    ],
    {
      error: `must be ${quick.options.join(', ')} or as 2026-11-01..2026-11-21, ${mostDays} days at most`,
    },
  );
