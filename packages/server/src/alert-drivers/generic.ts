import { AlertMapping, plainMapping } from '@taffrail/contract';
import { Unreadable } from '../inbox/inbox.ts';
import { limitBytes, mostAlerts, type AlertDriver } from './alert-driver.ts';
import { applyMapping } from './mapping/apply-mapping.ts';
import { compileMapping } from './mapping/compile-mapping.ts';
import { sampleBodyOf } from './mapping/sample-body.ts';
import { readJson } from './reading/read-json.ts';

/** @throws {Unreadable} */
const mappingOf = (said: unknown): AlertMapping => {
  if (said === null || said === undefined) return plainMapping;
  const parsed = AlertMapping.safeParse(said);
  if (parsed.success) return parsed.data;
  throw new Unreadable('The mapping of this source cannot be used any more: set it again.');
};

const noteOf = (count: number, unreadable: readonly string[]): string | undefined => {
  const notes = [
    count > mostAlerts && `Read the first ${mostAlerts} of ${count} alerts.`,
    unreadable.length > 0 && `${unreadable.length} could not be read. ${unreadable[0] ?? ''}`,
  ].filter((note) => note !== false);
  return notes.length === 0 ? undefined : notes.join(' ');
};

/** `POST /hooks/generic/<key>`: JSON of any sender, read as the mapping of its source says. */
export const generic: AlertDriver = {
  kind: 'generic',
  limitBytes,
  sample: ({ id, now, mapping }) => ({
    headers: { 'content-type': 'application/json' },
    query: {},
    body: Buffer.from(JSON.stringify(sampleBodyOf(mappingOf(mapping), { id, now }))),
  }),
  hear: ({ body, receivedAt }, source) => {
    const mapping = compileMapping(mappingOf(source.mapping));
    const items = mapping.itemsOf(readJson(body.toString('utf8')));
    if (items.length === 0) return { ignored: 'The list of alerts is empty.' };
    const read = items.slice(0, mostAlerts).map((item) => applyMapping(mapping, item, receivedAt));
    const alerts = read.flatMap(({ heard }) => heard ?? []);
    const unreadable = read.flatMap(({ outcome, reason }) =>
      outcome === 'unreadable' ? [reason ?? ''] : [],
    );
    if (alerts.length === 0 && unreadable.length > 0)
      throw new Unreadable(
        `The mapping does not fit this body. ${unreadable[0] ?? ''} Try it on this delivery on the page of sources.`,
      );
    if (alerts.length === 0) return { ignored: read[0]?.reason ?? 'Nothing of it is an alert.' };
    return {
      alerts,
      isTruncated: items.length > mostAlerts || unreadable.length > 0,
      note: noteOf(items.length, unreadable),
    };
  },
};
