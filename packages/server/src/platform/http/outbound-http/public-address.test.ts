import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReach, ForbiddenAddressError } from './public-address.ts';

const reach = createReach({ mayBePrivate: false });

describe('an address that somebody names', () => {
  it.each([
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '10.0.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1',
    'fd00:ec2::254',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '::ffff:0:10.0.0.1',
    '::7f00:1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    'not an address',
    '',
  ])('may not be %s', (address) => {
    expect(reach.mayConnect(address)).toBe(false);
  });

  it.each(['1.1.1.1', '172.32.0.1', '192.169.0.1', '2606:4700:4700::1111', '::ffff:1.1.1.1'])(
    'may be %s',
    (address) => {
      expect(reach.mayConnect(address)).toBe(true);
    },
  );

  it('may be private where that is allowed, and even then not link-local', () => {
    const inside = createReach({ mayBePrivate: true });
    for (const address of ['10.1.2.3', '127.0.0.1', '::1', '192.168.0.1', 'fd12::1', '1.1.1.1'])
      expect(inside.mayConnect(address), address).toBe(true);
    for (const address of ['169.254.169.254', 'fe80::1', 'fd00:ec2::254', '0.0.0.0', '224.0.0.1'])
      expect(inside.mayConnect(address), address).toBe(false);
    expect(inside.mayConnect('100.100.100.200')).toBe(false);
    expect(inside.mayConnect('::ffff:169.254.169.254')).toBe(false);
  });

  it('is judged as it stands in an address of the web', () => {
    for (const url of ['http://[::1]/', 'http://2130706433/', 'http://0x7f.1/', 'http://0177.1/'])
      expect(() => reach.requireHost(new URL(url).hostname), url).toThrow(ForbiddenAddressError);
    expect(() => reach.requireHost('example.org')).not.toThrow();
  });
});

describe('a name', () => {
  let server: Server;
  let port = 0;
  beforeAll(async () => {
    server = createServer((_, answer) => answer.end('reached'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    server.close();
  });

  const call = (given: ReturnType<typeof createReach>) =>
    new Promise<number | undefined>((resolve, reject) => {
      request({ host: 'localhost', port, lookup: given.lookup }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on('error', reject)
        .end();
    });

  it('is refused where it resolves to what is not public', async () => {
    await expect(call(reach)).rejects.toThrow(ForbiddenAddressError);
  });

  it('is connected to by the address that was judged', async () => {
    await expect(call(createReach({ mayBePrivate: true }))).resolves.toBe(200);
  });
});
