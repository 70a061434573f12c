import { describe, expect, it } from 'vitest';
import { roleChange, roleWords } from './role-words.ts';

describe('roleWords', () => {
  it.each([
    ['owner', 'May do everything.'],
    [
      'operator',
      'May do everything but say what models cost, and cost jobs again; set budgets of AI cost; invite and change operators.',
    ],
    [
      'viewer',
      'May see the dashboard; read the activity log; see requests, errors and response times; see what customers search for; see all that belongs to one request; see pipelines, their runs and scores; see alerts, incidents and what was done about them; see AI jobs and what they cost.',
    ],
  ] as const)('says what the role of %s may do', (role, words) => {
    expect(roleWords(role)).toBe(words);
  });
});

describe('roleChange', () => {
  it('tells what is gained and what is lost', () => {
    expect(roleChange('support', 'finance')).toEqual({
      gained: ['revenue.read', 'usage.read', 'pii.read', 'prices.manage', 'budgets.manage'],
      lost: [
        'activity.read',
        'operations.read',
        'search_trends.read',
        'traces.read',
        'pipelines.read',
        'incidents.read',
      ],
    });
  });

  it('is nothing for the same role', () => {
    expect(roleChange('viewer', 'viewer')).toEqual({ gained: [], lost: [] });
  });
});
