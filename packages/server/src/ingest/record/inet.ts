/** An address in the two forms that Postgres takes it in. */
export interface Inet {
  readonly text: string;
  /** Binary format of `inet`: family, bits, whether it is a network, length, address. */
  readonly binary: Buffer;
}

const v4 =
  /^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])$/;
const v6Alphabet = /^[0-9a-fA-F:.]+$/;

/** PGSQL_AF_INET and PGSQL_AF_INET6 of src/include/utils/inet.h. */
const family = { v4: 2, v6: 3 } as const;

const readV4 = (text: string): Inet => ({
  text,
  binary: Buffer.from([family.v4, 32, 0, 4, ...text.split('.').map(Number)]),
});

/** The parser of URLs knows every spelling, and gives back hexadecimal groups, shortened once. */
const readV6 = (given: string): Inet | undefined => {
  const host = v6Alphabet.test(given) ? URL.parse(`http://[${given}]`)?.hostname : undefined;
  if (host === undefined) return undefined;
  const text = host.slice(1, -1);
  const [head = [], tail = []] = text
    .split('::')
    .map((part) => (part === '' ? [] : part.split(':')));
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => '0');
  const binary = Buffer.alloc(20);
  binary.set([family.v6, 128, 0, 16]);
  [...head, ...zeros, ...tail].forEach((group, index) =>
    binary.writeUInt16BE(Number.parseInt(group, 16), 4 + index * 2),
  );
  return { text, binary };
};

/** Customers come from a few thousand addresses at a time; when full it starts again. */
const remembered = new Map<string, Inet | undefined>();
const capacity = 10_000;
/** The longest spelling of an address; what is longer is not remembered. */
const longest = 45;

/** Exactly what the contract takes: an IPv4 or IPv6 address, without a network or a zone. */
export const readInet = (given: string): Inet | undefined => {
  if (given.length > longest) return undefined;
  const known = remembered.get(given);
  if (known !== undefined || remembered.has(given)) return known;
  const inet = v4.test(given) ? readV4(given) : readV6(given);
  if (remembered.size >= capacity) remembered.clear();
  remembered.set(given, inet);
  return inet;
};
