import { raise } from '../../platform/http/api-error.ts';

/** What a request is written in, and its answer with it. */
export type Encoding = 'json' | 'protobuf';

export const mediaTypes: Readonly<Record<Encoding, string>> = {
  json: 'application/json',
  protobuf: 'application/x-protobuf',
};

const encodings: ReadonlyMap<string, Encoding> = new Map([
  [mediaTypes.json, 'json'],
  [mediaTypes.protobuf, 'protobuf'],
  ['application/protobuf', 'protobuf'],
]);

/** Undefined for what is neither. */
export const findEncoding = (contentType: string | undefined): Encoding | undefined =>
  encodings.get(contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? '');

/** @throws `unsupported_media_type` */
export const requireEncoding = (contentType: string | undefined): Encoding =>
  findEncoding(contentType) ??
  raise('unsupported_media_type', {
    message: `Send OTLP as ${mediaTypes.protobuf} or ${mediaTypes.json}.`,
  });
