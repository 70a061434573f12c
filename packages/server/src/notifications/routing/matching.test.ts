import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askRoutes, fits, routeAlerts, whyNot, type Route, type RoutedAlert } from './matching.ts';

const alert = (given: Partial<RoutedAlert> = {}): RoutedAlert => ({
  severity: 'critical',
  sourceKind: 'alertmanager',
  service: 'checkout',
  labels: { team: 'payments', env: 'production' },
  ...given,
});

const route = (given: Partial<Route> = {}): Route => ({
  id: given.name ?? 'r',
  name: 'r',
  severities: [],
  sourceKinds: [],
  labels: [],
  channelIds: [],
  goesOn: false,
  ...given,
});

describe('a pattern', () => {
  it.each([
    ['payments', 'payments', true],
    ['payments', 'payments2', false],
    ['payments-*', 'payments-eu', true],
    ['*-eu', 'payments-eu', true],
    ['p*s*u', 'payments-eu', true],
    ['p*z*u', 'payments-eu', false],
    ['ab*ba', 'aba', false],
    ['*', '', true],
    ['', '', true],
    ['', 'x', false],
    ['a.b', 'axb', false],
  ])('%j and %j: %j', (pattern, text, expected) => {
    expect(fits(pattern, text)).toBe(expected);
  });

  it('says the same as an expression that is made of it', () => {
    const part = fc.string({ unit: fc.constantFrom('a', 'b', '*', '.'), maxLength: 8 });
    fc.assert(
      fc.property(part, part, (pattern, text) => {
        const expression = pattern.replaceAll('.', String.raw`\.`).replaceAll('*', '[^]*');
        expect(fits(pattern, text)).toBe(new RegExp(`^${expression}$`, 'u').test(text));
      }),
    );
  });
});

describe('a route', () => {
  it('takes everything when it says nothing', () => {
    expect(whyNot(route(), alert())).toBeNull();
  });

  it.each([
    [{ severities: ['warning', 'info'] }, 'the severity is critical'],
    [{ sourceKinds: ['sentry'] }, 'the source is alertmanager'],
    [{ labels: [{ name: 'team', operator: 'is', value: 'data' }] }, 'team is payments'],
    [{ labels: [{ name: 'team', operator: 'is_not', value: 'pay*' }] }, 'team is payments'],
    [{ labels: [{ name: 'region', operator: 'is', value: 'eu' }] }, 'there is no label region'],
  ] as const)('%j does not take it: %s', (given, why) => {
    expect(whyNot(route(given as Partial<Route>), alert())).toBe(why);
  });

  it('knows the service by any label that told it', () => {
    const labels = [{ name: 'service', operator: 'is', value: 'checkout' }] as const;
    expect(whyNot(route({ labels }), alert())).toBeNull();
    expect(whyNot(route({ labels }), alert({ labels: { service: 'web' } }))).toBe('service is web');
  });

  it('never takes a property that every object has for a label', () => {
    const labels = [{ name: 'constructor', operator: 'is', value: '*Object*' }] as const;
    expect(whyNot(route({ labels }), alert())).toBe('there is no label constructor');
  });
});

describe('routes', () => {
  const first = route({ name: 'critical', severities: ['critical'], channelIds: ['a', 'b'] });
  const rest = route({ name: 'rest', channelIds: ['b', 'c'] });

  it('end with the first that takes the alert', () => {
    expect(askRoutes([first, rest], alert()).map(({ route: asked }) => asked.name)).toEqual([
      'critical',
    ]);
    expect([...routeAlerts([first, rest], [alert()]).channels.keys()]).toEqual(['a', 'b']);
  });

  it('go on behind one that says so, each channel once by the route that came first', () => {
    const { channels } = routeAlerts([{ ...first, goesOn: true }, rest], [alert()]);
    expect([...channels]).toEqual([
      ['a', 'critical'],
      ['b', 'critical'],
      ['c', 'rest'],
    ]);
  });

  it('are asked for every alert of an incident', () => {
    const web = route({
      name: 'web',
      labels: [{ name: 'team', operator: 'is', value: 'web' }],
      channelIds: ['w'],
    });
    const { channels } = routeAlerts([web, rest], [alert({ labels: { team: 'web' } }), alert()]);
    expect([...channels.keys()]).toEqual(['w', 'b', 'c']);
  });

  it('tell a route without channels from none', () => {
    expect(routeAlerts([route()], [alert()])).toMatchObject({ matches: true });
    expect(routeAlerts([], [alert()])).toMatchObject({ matches: false });
  });
});
