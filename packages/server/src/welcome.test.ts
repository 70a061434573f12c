import { describe, expect, it } from 'vitest';
import { welcomeScreen, type Welcome } from './welcome.ts';

const welcome: Welcome = {
  version: '1.0.0',
  url: 'http://localhost:4600',
  movedFromPort: undefined,
  dataDir: '/data',
  mode: undefined,
  timeZone: 'UTC',
  ownerEmail: 'owner@example.com',
  ownerPassword: undefined,
  isEnvironmentPasswordIgnored: false,
  ingestKey: undefined,
};

const screen = (given: Partial<Welcome>): string => welcomeScreen({ ...welcome, ...given });

describe('the first screen', () => {
  it('of a demo says so, and how to get a clean console', () => {
    expect(screen({ mode: 'demo' })).toContain(
      '  Demo        Tradewind, a made-up product, is running beside it.\n' +
        '              Clean console: npm start -- --no-demo\n',
    );
  });

  it('of a clean console says so, and how to get a demo', () => {
    expect(screen({ mode: 'clean' })).toContain(
      'Demo with a made-up product beside it: npm start\n',
    );
  });

  it('says neither of a database that runs elsewhere', () => {
    expect(screen({})).not.toMatch(/demo/i);
  });
});
