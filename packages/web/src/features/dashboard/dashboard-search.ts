import { dashboardRanges } from '@taffrail/contract';
import { oneOf } from '../../lib/url/parameters.ts';
import type { SearchOf } from '../../lib/url/url-state.ts';

export const defaultRange = '1d';

export const DashboardSearch = { shape: { range: oneOf(dashboardRanges) } };
export type DashboardSearch = SearchOf<typeof DashboardSearch>;
