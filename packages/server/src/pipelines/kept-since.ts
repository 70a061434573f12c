import { pipelineKeptDays } from './partitions.ts';

/** Runs before this moment are not read: their partition goes as a whole, later. */
export const keptSince = (now: Date): Date =>
  new Date(now.getTime() - pipelineKeptDays * 86_400_000);
