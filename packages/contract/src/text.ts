import { z } from 'zod';

/** No NUL and no lone surrogate: Postgres could not store them. */
export const isStorable = (text: string): boolean =>
  !text.includes('\u0000') && text.isWellFormed();

/** Text that somebody gives and that is kept, or compared with what is kept. */
export const Text = (maxLength: number) =>
  z.string().max(maxLength).refine(isStorable, 'must be well-formed text without NUL');
