import { z } from 'zod';
import { activityCategories } from './activity-catalogue.ts';

/** Of the [catalogue](activity-catalogue.ts), which the first page needs without a schema. */
export const ActivityCategory = z.enum(activityCategories);
export type ActivityCategory = z.infer<typeof ActivityCategory>;
