import { AlertMapping, mappingPresets, plainMapping } from '@taffrail/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyMapping } from './apply-mapping.ts';
import { compileMapping } from './compile-mapping.ts';
import { parsePointer, resolvePointer } from './json-pointer.ts';
import { sampleBodyOf } from './sample-body.ts';
import { showTried } from './show-tried.ts';

const receivedAt = new Date('2026-11-21T10:00:00Z');
const apply = (mapping: AlertMapping, item: unknown) =>
  applyMapping(compileMapping(mapping), item, receivedAt);
const fieldOf = ({ fields }: ReturnType<typeof apply>, name: string) =>
  fields.find(({ field }) => field === name);

describe('resolvePointer', () => {
  it('goes where RFC 6901 says', () => {
    const within = { foo: ['bar', 'baz'], '': 0, 'a/b': 1, 'm~n': 8, 'k"l': 6 };
    const at = (pointer: string): unknown => resolvePointer(within, parsePointer(pointer));
    expect([at('/foo/0'), at('/'), at('/a~1b'), at('/m~0n'), at('/k"l')]).toEqual([
      'bar',
      0,
      1,
      8,
      6,
    ]);
    expect(at('')).toBe(within);
    expect([at('/foo/2'), at('/foo/00'), at('/foo/-'), at('/no/where')]).toEqual(
      Array.from({ length: 4 }, () => undefined),
    );
  });

  it('reaches nothing that the body does not have of its own', () => {
    const at = (pointer: string): unknown => resolvePointer({ a: [] }, parsePointer(pointer));
    expect([at('/__proto__'), at('/constructor/name'), at('/a/length')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('applyMapping', () => {
  it('says beside each field what it was read as, and why not', () => {
    const read = apply(plainMapping, {
      title: 'Backup failed',
      status: 'firing',
      severity: 'dreadful',
      url: 'javascript:alert(1)',
      startedAt: 'yesterday',
      traceId: 'abc',
      labels: { host: 'db-1', nested: {} },
    });
    expect(read.outcome).toBe('alert');
    expect(fieldOf(read, 'name')).toEqual({
      field: 'name',
      pointer: '/title',
      found: 'Backup failed',
      value: 'Backup failed',
      problem: null,
    });
    expect(fieldOf(read, 'severity')).toMatchObject({
      value: 'warning',
      problem: '“dreadful” is no severity: warning is taken.',
    });
    expect(fieldOf(read, 'url')).toMatchObject({ value: null });
    expect(fieldOf(read, 'startedAt')?.problem).toContain('when it was received is taken');
    expect(fieldOf(read, 'traceId')?.problem).toContain('no trace id');
    expect(fieldOf(read, 'fingerprint')).toMatchObject({ pointer: null, found: null });
    expect(read.labels).toEqual({ host: 'db-1' });
    expect(read.heard?.report).toMatchObject({ startedAt: receivedAt, url: null });
  });

  it('needs a name and a status', () => {
    expect(apply(plainMapping, {})).toMatchObject({
      outcome: 'unreadable',
      reason: 'name: There is no name, and an alert must have one.',
    });
    const strict = { fields: { name: { from: ['/n'] }, status: { from: ['/s'] } } };
    expect(apply(strict, { n: 'x' }).reason).toContain('status: There is no status');
    expect(apply(strict, { n: 'x', s: 'odd' }).reason).toBe(
      'status: “odd” is no status: say what it means.',
    );
  });

  it('shows no secret while it is tried', () => {
    const read = apply(plainMapping, {
      name: 'x',
      description: 'password=hunter2',
      labels: { token: 'abc' },
    });
    expect(JSON.stringify(showTried(read))).not.toMatch(/hunter2|abc/);
  });

  it('gives the same alert the same fingerprint, and others another', () => {
    const labels = fc.dictionary(fc.string(), fc.string(), { maxKeys: 5 });
    const fingerprint = (name: string, given: Record<string, string>) =>
      apply(plainMapping, { name, labels: given, status: 'firing' }).heard?.report.fingerprint;
    fc.assert(
      fc.property(labels, fc.string({ minLength: 1 }), (given, name) => {
        fc.pre(name.trim() !== '');
        const turned = Object.fromEntries(Object.entries(given).toReversed());
        expect(fingerprint(name, given)).toBe(fingerprint(name, turned));
        const resolved = apply(plainMapping, { name, labels: given, status: 'resolved' });
        expect(resolved.heard?.report.fingerprint).toBe(fingerprint(name, given));
        expect(fingerprint(`${name}!`, given)).not.toBe(fingerprint(name, given));
      }),
    );
  });

  it('never throws, whatever a body is', () => {
    const presets = Object.values(mappingPresets).map(({ mapping }) => compileMapping(mapping));
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(presets.length - 1), (body, index) => {
        const mapping = presets[index];
        if (!mapping) return;
        for (const item of mapping.itemsOf(body)) {
          const { outcome, heard } = applyMapping(mapping, item, receivedAt);
          expect(heard !== undefined).toBe(outcome === 'alert');
        }
      }),
    );
  });
});

describe('mappingPresets', () => {
  it.each(Object.entries(mappingPresets))(
    '%s is a mapping, and reads its own sample',
    (_, preset) => {
      const mapping = AlertMapping.parse(preset.mapping);
      const body = sampleBodyOf(mapping, { id: 'test-1', now: receivedAt });
      const [item] = compileMapping(mapping).itemsOf(body);
      expect(apply(mapping, item)).toMatchObject({
        outcome: 'alert',
        heard: { report: { status: 'firing' } },
      });
    },
  );
});
