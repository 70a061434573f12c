import type { AuditEntry } from '@taffrail/contract';
import { describe, expect, it } from 'vitest';
import { actionPrefixes, knownActions, namesIn, sentenceText } from './audit-words.ts';

const [ada, bob, key] = ['a', 'b', 'c'].map((end) => `0192f000-0000-7000-8000-00000000000${end}`);

const entry = (given: Partial<AuditEntry>): AuditEntry => ({
  id: '0192f000-0000-7000-8000-00000000c01a',
  action: 'operator.signed_in',
  actor: { kind: 'operator', id: ada ?? null, label: 'ada@example.com' },
  targetType: 'operator',
  targetId: ada ?? null,
  before: null,
  after: null,
  ipAddress: null,
  requestId: null,
  createdAt: '2026-11-21T10:00:00Z',
  ...given,
});

const read = (given: Partial<AuditEntry>, others: readonly AuditEntry[] = []): string =>
  sentenceText(entry(given), namesIn([entry(given), ...others]));

describe('sentenceText', () => {
  it('leaves out a target that is the actor', () => {
    expect(read({})).toBe('ada@example.com signed in');
    const after = { email: 'ada@example.com' };
    expect(read({ action: 'operator_invite.accepted', targetId: bob ?? null, after })).toBe(
      'ada@example.com accepted the invitation',
    );
  });

  it('calls a target by what was said of it', () => {
    const revoked = { action: 'api_key.revoked', targetId: key ?? null, before: { name: 'Old' } };
    expect(read(revoked)).toBe('ada@example.com revoked the key Old');
  });

  it('knows a target by its other entries, or else by its id', () => {
    const changed = { action: 'operator.role_changed', targetId: bob ?? null };
    const made = entry({
      action: 'operator.created',
      targetId: bob ?? null,
      after: { email: 'bob@example.com' },
    });
    expect(read(changed, [made])).toBe('ada@example.com changed the role of bob@example.com');
    expect(read(changed)).toBe('ada@example.com changed the role of 0192f0…00000b');
  });

  it('says who was refused, of whom nothing is known', () => {
    const actor = { kind: 'system', id: null, label: 'sign-in' } as const;
    const after = { email: 'm***@example.com' };
    expect(read({ action: 'operator.sign_in_failed', actor, targetId: null, after })).toBe(
      'sign-in refused m***@example.com',
    );
  });

  it('calls keys keys, and an action without words by its code', () => {
    const actor = { kind: 'api_key', id: key ?? null, label: 'Nightly' } as const;
    expect(read({ action: 'thing.done', actor, targetId: null })).toBe(
      'the key Nightly thing.done',
    );
  });
});

it('every known action is in one of the kinds that can be chosen', () => {
  const kinds = Object.keys(actionPrefixes).map((prefix) => prefix.slice(0, -1));
  for (const action of knownActions) {
    expect(kinds.filter((kind) => action.startsWith(kind))).toHaveLength(1);
  }
});
