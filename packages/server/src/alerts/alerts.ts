export { receiveAlerts } from './receive/receive-alerts.ts';
export type { AlertReport, ReceivingContext, ReportedAlerts } from './receive/report.ts';
export { resolveAlerts } from './resolving/resolve-many.ts';
