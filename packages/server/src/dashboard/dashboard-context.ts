import type { AppContext } from '../slice.ts';

export type DashboardContext = Pick<AppContext, 'db' | 'clock' | 'log' | 'reportingTimeZone'>;
