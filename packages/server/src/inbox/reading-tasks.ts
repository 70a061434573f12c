import { AlertSourceKind } from '@taffrail/contract';

/** The names of the tasks that read: one delivery, or all that wait of a kind. */
export interface ReadingTasks {
  readonly one: string;
  readonly waiting: string;
}

export const generalReading: ReadingTasks = {
  one: 'read_delivery',
  waiting: 'read_waiting_deliveries',
};

/** Alerts do not wait behind what is slow: theirs run in the lane of urgent jobs. */
export const urgentReading: ReadingTasks = {
  one: 'read_alert_delivery',
  waiting: 'read_waiting_alerts',
};

export const urgentKinds: readonly string[] = AlertSourceKind.options;

export const readingTasksOf = (kind: string): ReadingTasks =>
  urgentKinds.includes(kind) ? urgentReading : generalReading;
