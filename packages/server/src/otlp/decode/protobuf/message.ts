import type { Reader } from 'protobufjs/minimal.js';

/** Wire types of the protobuf encoding. */
const wire = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

/** What stands before a field on the wire. */
export const tagOf = (field: number, type: keyof typeof wire): number => (field << 3) | wire[type];

/** The end of the message, text or bytes whose length comes next. */
export const readEnd = (reader: Reader): number => {
  const size = reader.uint32();
  const end = reader.pos + size;
  if (end > reader.len) throw new RangeError('a field ends behind its message');
  return end;
};

/**
 * Goes through the fields of a message.
 *
 * @param readField reads what it knows, and answers whether it did
 */
export const readFields = (
  reader: Reader,
  end: number,
  readField: (tag: number) => boolean,
): void => {
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (!readField(tag)) reader.skipType(tag & 7);
  }
  if (reader.pos !== end) throw new RangeError('a field ends behind its message');
};

/** Unsigned. */
export const readFixed64 = (reader: Reader): bigint => {
  const low = BigInt(reader.fixed32());
  return (BigInt(reader.fixed32()) << 32n) | low;
};

/** Signed, of up to ten bytes. */
export const readInt64 = (reader: Reader): bigint => {
  const { high, low } = reader.int64();
  return (BigInt(high) << 32n) | BigInt(low >>> 0);
};

export const readHex = (reader: Reader): string => {
  const { buffer, byteOffset, length } = reader.bytes();
  return Buffer.from(buffer, byteOffset, length).toString('hex');
};
