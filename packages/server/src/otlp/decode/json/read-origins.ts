import type { Origin } from '../otlp-data.ts';
import { RecordLimit } from '../record-limit.ts';
import { fieldsOf, listOf, nameOf, type JsonFields } from './json-fields.ts';
import { readAttributes } from './read-attributes.ts';

/** The names of the lists that traces and logs are in. */
export interface Lists {
  readonly ofRequest: string;
  readonly ofResource: string;
  readonly ofScope: string;
}

export const readOrigins = (
  request: JsonFields,
  lists: Lists,
  readRecord: (record: JsonFields, origin: Origin) => void,
): void => {
  const limit = new RecordLimit();
  for (const ofResource of listOf(request[lists.ofRequest]).map(fieldsOf)) {
    const resource = readAttributes(fieldsOf(ofResource['resource'])['attributes']).values;
    for (const ofScope of listOf(ofResource[lists.ofResource]).map(fieldsOf)) {
      const origin = { resource, scope: nameOf(fieldsOf(ofScope['scope'])['name']) };
      for (const record of listOf(ofScope[lists.ofScope])) {
        limit.add();
        readRecord(fieldsOf(record), origin);
      }
    }
  }
};
