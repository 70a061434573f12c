import type { TakenActivity } from '../capture/activity.ts';
import { quote } from './json-text.ts';
import type { MakeUuidV7 } from './uuid-v7.ts';

/** One record is one line of the batch; these write it without its line end. */

let lastAt = -1;
let lastTimestamp = '';

/** Neighbours in a batch mostly share their millisecond. */
export function timestamp(at: number): string {
  if (at !== lastAt) {
    lastTimestamp = new Date(at).toISOString();
    lastAt = at;
  }
  return lastTimestamp;
}

/** The id is made here, with the action's own time: ids sort as the actions happened. */
export function activityLine(activity: TakenActivity, makeId: MakeUuidV7): string {
  const { metadata } = activity;
  let line = `{"kind":"activity","id":${activity.id === undefined ? `"${makeId(activity.at)}"` : quote(activity.id)},"action":${quote(activity.action)}`;
  if (activity.organizationId !== undefined) {
    line += `,"organizationId":${quote(activity.organizationId)}`;
  }
  if (activity.userId !== undefined) line += `,"userId":${quote(activity.userId)}`;
  if (activity.resourceType !== undefined) {
    line += `,"resourceType":${quote(activity.resourceType)}`;
  }
  if (activity.resourceId !== undefined) line += `,"resourceId":${quote(activity.resourceId)}`;
  if (metadata !== undefined) {
    line += `,"metadata":${typeof metadata === 'string' ? metadata : JSON.stringify(metadata)}`;
  }
  if (activity.ipAddress !== undefined) line += `,"ipAddress":${quote(activity.ipAddress)}`;
  if (activity.userAgent !== undefined) line += `,"userAgent":${quote(activity.userAgent)}`;
  if (activity.traceId !== undefined) line += `,"traceId":${quote(activity.traceId)}`;
  if (activity.sessionId !== undefined) line += `,"sessionId":${quote(activity.sessionId)}`;
  return `${line},"createdAt":"${timestamp(activity.at)}"}`;
}

/** The mark keeps the console from refusing it for its age, however long the console was away. */
export function ledgerLine(activity: TakenActivity, makeId: MakeUuidV7): string {
  return `${activityLine(activity, makeId).slice(0, -1)},"ledger":true}`;
}

const longestLine = 100_000;

/** Throws when the fields cannot become a record; rare kinds need no speed. */
export function entityLine(kind: string, fields: object, usual: object = {}): string {
  if (typeof fields !== 'object' || fields === null) throw new TypeError('fields are missing');
  const said = Object.entries(fields).filter(([, value]) => value !== undefined);
  const line = JSON.stringify(Object.assign({ kind }, usual, Object.fromEntries(said), { kind }));
  if (line.length > longestLine) throw new RangeError('the record is too large');
  return line;
}
