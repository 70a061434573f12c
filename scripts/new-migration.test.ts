import { describe, expect, it } from 'vitest';
import { nextMigration } from './new-migration.ts';

describe('nextMigration', () => {
  it('counts on from the highest number, whatever else lies there', () => {
    const existing = ['0001_console.sql', '0012_alerts.sql', '0002_b.sql', 'privileges.sql'];
    expect(nextMigration(existing, 'add widgets')).toBe('0013_add_widgets.sql');
  });

  it('begins with 0001', () => {
    expect(nextMigration([], 'Console')).toBe('0001_console.sql');
  });

  it.each(['', '  ', '1st', 'größe', '../evil'])('refuses the name "%s"', (name) => {
    expect(() => nextMigration([], name)).toThrow(/npm run db:new/);
  });
});
