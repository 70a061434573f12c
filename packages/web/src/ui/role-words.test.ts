import { describe, expect, it } from 'vitest';
import { roleChange, roleWords } from './role-words.ts';

describe('roleWords', () => {
  it.each([
    ['owner', 'May do everything.'],
    ['operator', 'May do everything but invite and change operators.'],
    [
      'viewer',
      'May see the dashboard; read the activity log; see requests, errors and response times; see AI jobs and what they cost.',
    ],
  ] as const)('says what the role of %s may do', (role, words) => {
    expect(roleWords(role)).toBe(words);
  });
});

describe('roleChange', () => {
  it('tells what is gained and what is lost', () => {
    expect(roleChange('support', 'finance')).toEqual({
      gained: ['revenue.read', 'usage.read', 'pii.read'],
      lost: ['activity.read', 'operations.read'],
    });
  });

  it('is nothing for the same role', () => {
    expect(roleChange('viewer', 'viewer')).toEqual({ gained: [], lost: [] });
  });
});
