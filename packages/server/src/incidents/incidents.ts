/** What other slices may use of incidents. */
export type { AlertChange, Grouped, GroupingChange } from './grouping/alert-change.ts';
export { groupAlerts } from './grouping/group-alerts.ts';
export { acknowledge, close, reopen, resolve, unacknowledge } from './acting/actions.ts';
export type { ActTarget, ActingContext } from './acting/act.ts';
export { incidentBulkHandlers } from './bulk.ts';
