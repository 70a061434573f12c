import { describe, expect, it } from 'vitest';
import { LoadTestPlan } from './load-test-plans.ts';

const plan = (run: object) =>
  LoadTestPlan.safeParse({ name: 'checkout', run: { requests: [{ path: '/leads' }], ...run } });
const messages = (run: object): string[] =>
  plan(run).error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? [];

describe('a load test plan', () => {
  it.each([
    'http://localhost:3000',
    'http://127.0.0.1',
    'https://127.8.9.1:8443',
    'http://[::1]:3000',
    // As `URL` reads it.
    'http://127.1:3000',
  ])('may reach this machine at %s', (url) => {
    expect(messages({ url })).toEqual([]);
  });

  it.each([
    ['https://shop.example.com', 'shop.example.com'],
    ['http://10.0.0.7:3000', '10.0.0.7'],
    ['http://localhost.example.com', 'localhost.example.com'],
    ['http://127.0.0.1.example.com', '127.0.0.1.example.com'],
    ['http://127.0.0.1@shop.example.com', 'shop.example.com'],
    ['http://169.254.169.254', '169.254.169.254'],
  ])('does not reach %s, and names the host', (url, host) => {
    expect(messages({ url })).toEqual([
      `run.url must not reach ${host}: only this machine, and what allowedHosts names`,
    ]);
    expect(messages({ url, allowedHosts: [host] })).toEqual([]);
  });

  it.each([
    ['no address', { url: 'shop' }, /run\.url/],
    ['another protocol', { url: 'ftp://localhost' }, /run\.url/],
    ['too many connections', { url: 'http://localhost', connections: 1_000 }, /run\.connections/],
    ['too much time', { url: 'http://localhost', seconds: 3_600 }, /run\.seconds/],
    ['an address with a path', { url: 'http://localhost/api' }, /run\.url must be without/],
    ['no request', { url: 'http://localhost', requests: [] }, /run\.requests/],
    ['a path elsewhere', { url: 'http://localhost', requests: [{ path: 'leads' }] }, /begin with/],
    [
      'fewer connections than requests',
      { url: 'http://localhost', connections: 1, requests: [{ path: '/a' }, { path: '/b' }] },
      /as many as there are requests/,
    ],
  ])('refuses %s', (_, run, problem) => {
    expect(messages(run).join('\n')).toMatch(problem);
  });

  it.each(['//shop.example.com/x', '/\\shop.example.com/x', '/\t/shop.example.com/x'])(
    'does not let the path %j lead elsewhere',
    (path) => {
      expect(messages({ url: 'http://localhost', requests: [{ path }] })).toEqual([
        'run.requests.0.path must not lead to another host',
      ]);
    },
  );

  it('is reported by others, or run by the console', () => {
    const run = { url: 'http://localhost', requests: [{ path: '/' }] };
    expect(LoadTestPlan.safeParse({ name: 'ci', reportedWeekly: true }).success).toBe(true);
    const both = LoadTestPlan.safeParse({ name: 'ci', reportedWeekly: true, run });
    expect(both.error?.issues[0]?.message).toBe('is for a test that others run');
  });

  it('fills in what is modest', () => {
    expect(plan({ url: 'http://localhost' }).data).toEqual({
      name: 'checkout',
      thresholds: {},
      reportedWeekly: false,
      run: {
        url: 'http://localhost',
        allowedHosts: [],
        requests: [{ method: 'GET', path: '/leads', headers: {} }],
        connections: 10,
        seconds: 30,
        acceptAnyCertificate: false,
        weekly: true,
      },
    });
  });
});
