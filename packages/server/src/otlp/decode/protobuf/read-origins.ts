import { otlpLimits } from '@taffrail/contract';
import type { Reader } from 'protobufjs/minimal.js';
import { AttributeList } from '../attribute-list.ts';
import type { Attributes, Origin } from '../otlp-data.ts';
import type { RecordLimit } from '../record-limit.ts';
import { storableText } from '../storable-text.ts';
import { readAttribute } from './read-attributes.ts';
import { readEnd, readFields, tagOf } from './message.ts';

/**
 * The frame that traces and logs share: Export…ServiceRequest, Resource…, Scope… and what those
 * hold, all by the same numbers of fields.
 */
const ofRequest = { resourceRecords: tagOf(1, 'bytes') };
const ofResource = { resource: tagOf(1, 'bytes'), scopeRecords: tagOf(2, 'bytes') };
const ofScope = { scope: tagOf(1, 'bytes'), record: tagOf(2, 'bytes') };
/** Of the message Resource. */
const attribute = tagOf(1, 'bytes');
/** Of InstrumentationScope. */
const scopeName = tagOf(1, 'bytes');

/** A stretch of the body: what stands before a record may come behind it on the wire. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

const readResource = (reader: Reader): Attributes => {
  const attributes = new AttributeList();
  readFields(reader, readEnd(reader), (tag) => {
    if (tag !== attribute) return false;
    readAttribute(reader, attributes);
    return true;
  });
  return attributes.values;
};

const readScope = (reader: Reader): string => {
  let name = '';
  readFields(reader, readEnd(reader), (tag) => {
    if (tag !== scopeName) return false;
    name = storableText(reader.string(), otlpLimits.name);
    return true;
  });
  return name;
};

/** Each a few bytes on the wire, and more as an object: bounded as records are. */
const noteStretch = (reader: Reader, stretches: Stretch[], limit: RecordLimit): void => {
  const end = readEnd(reader);
  limit.add();
  stretches.push({ start: reader.pos, end });
  reader.pos = end;
};

/** Calls back with the reader before each record, whose end it gives. */
export const readOrigins = (
  reader: Reader,
  limits: { readonly frames: RecordLimit; readonly records: RecordLimit },
  readRecord: (end: number, origin: Origin) => void,
): void => {
  const readScopeRecords = ({ start, end }: Stretch, resource: Attributes): void => {
    const records: Stretch[] = [];
    let scope = '';
    reader.pos = start;
    readFields(reader, end, (tag) => {
      if (tag === ofScope.scope) scope = readScope(reader);
      else if (tag === ofScope.record) noteStretch(reader, records, limits.records);
      else return false;
      return true;
    });
    const origin = { resource, scope };
    for (const record of records) {
      reader.pos = record.start;
      readRecord(record.end, origin);
    }
    reader.pos = end;
  };

  const readResourceRecords = (end: number): void => {
    const scopes: Stretch[] = [];
    let resource: Attributes = new Map();
    readFields(reader, end, (tag) => {
      if (tag === ofResource.resource) resource = readResource(reader);
      else if (tag === ofResource.scopeRecords) noteStretch(reader, scopes, limits.frames);
      else return false;
      return true;
    });
    for (const stretch of scopes) readScopeRecords(stretch, resource);
    reader.pos = end;
  };

  readFields(reader, reader.len, (tag) => {
    if (tag !== ofRequest.resourceRecords) return false;
    limits.frames.add();
    readResourceRecords(readEnd(reader));
    return true;
  });
};
