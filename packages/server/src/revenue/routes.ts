import type { Slice } from '../slice.ts';
import { revenueTasks } from './told/jobs.ts';

export const revenue: Slice = { name: 'revenue', tasks: revenueTasks };
