import { z } from 'zod';

/** Parts of the page of a run of the alert pipeline. */
export const RunTab = z.enum(['attempts', 'data', 'links']);
export type RunTab = z.infer<typeof RunTab>;

export const RunSearch = z.object({ tab: RunTab.optional() });
export type RunSearch = z.infer<typeof RunSearch>;
