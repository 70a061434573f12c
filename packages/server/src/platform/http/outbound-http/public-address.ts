import { lookup, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/**
 * Everything that is not somewhere in the public internet: private, loopback, link-local (where
 * clouds keep the keys of a machine), shared, reserved, multicast, and what wraps an IPv4 address.
 * IANA's registries of special-purpose addresses.
 */
const specialRanges = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/96',
  '::ffff:0:0:0/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
  '5f00::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
];

/** Of this machine and of private networks: where an operator may have something that listens. */
const privateRanges = [
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '::1',
  'fc00::/7',
];

const toBlockList = (ranges: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', prefix] = range.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
};

const special = toBlockList(specialRanges);
const privates = toBlockList(privateRanges);
/** Where clouds give the keys of a machine away, at an address that looks like a private one. */
const neverCalled = toBlockList(['fd00:ec2::/32', '100.100.100.200']);

/** An address that the console may not call for anybody: no retry will change it. */
export class ForbiddenAddressError extends Error {
  readonly code = 'EFORBIDDENADDRESS';

  constructor(host: string, mayBePrivate: boolean) {
    super(
      mayBePrivate
        ? `${host} is neither a public nor a private address.`
        : `${host} is not a public address, and private ones are not allowed here.`,
    );
    this.name = 'ForbiddenAddressError';
  }
}

/** What may be called of what operators name: an address of theirs must not reach into the network. */
export interface Reach {
  readonly mayConnect: (address: string) => boolean;
  /** @throws ForbiddenAddressError of an address; names are judged by what they resolve to. */
  readonly requireHost: (hostname: string) => void;
  /**
   * For whoever connects, as `http.request` takes it. What it answers is what is connected to, so
   * that a name cannot resolve to something else afterwards. Call `requireHost` before: an address
   * is never looked up.
   */
  readonly lookup: LookupFunction;
}

/** @param mayBePrivate whether private networks and this machine may be called, too */
export const createReach = ({ mayBePrivate }: { readonly mayBePrivate: boolean }): Reach => {
  const mayConnect = (address: string): boolean => {
    const version = isIP(address);
    if (version === 0) return false;
    // A BlockList judges an IPv4 address in IPv6's clothes by its IPv4 ranges.
    const family = version === 6 ? 'ipv6' : 'ipv4';
    if (neverCalled.check(address, family)) return false;
    return !special.check(address, family) || (mayBePrivate && privates.check(address, family));
  };

  return {
    mayConnect,
    requireHost: (hostname) => {
      const address = hostname.replace(/^\[|\]$/g, '');
      if (isIP(address) !== 0 && !mayConnect(address))
        throw new ForbiddenAddressError(hostname, mayBePrivate);
    },
    lookup: (hostname, options, callback) => {
      lookup(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
        if (error) return callback(error, '');
        const good = found.filter(({ address }) => mayConnect(address));
        const [first] = good;
        if (!first) return callback(new ForbiddenAddressError(hostname, mayBePrivate), '');
        return options.all ? callback(null, good) : callback(null, first.address, first.family);
      });
    },
  };
};
