import { describe, expect, it } from 'vitest';
import { readFilterText } from './filter-text.ts';

const fields = [
  { id: 'action', aliases: [], negatable: false },
  { id: 'organizationId', aliases: ['org'] },
  { id: 'userId', aliases: ['user'], negatable: true },
];
const inside = (field: string, ...values: string[]) => ({ field, op: 'in', values });

describe('readFilterText', () => {
  it.each([
    ['lead', [], 'lead'],
    ['action:lead.*', [inside('action', 'lead.*')], ''],
    ['org:"Acme Inc"', [inside('organizationId', 'Acme Inc')], ''],
    ['ORG:acme', [inside('organizationId', 'acme')], ''],
    ['-user:bot', [{ field: 'userId', op: 'not', values: ['bot'] }], ''],
    ['action:lead.created,lead.updated', [inside('action', 'lead.created', 'lead.updated')], ''],
    [
      'chemicals action:lead.*  user:ada DE',
      [inside('action', 'lead.*'), inside('userId', 'ada')],
      'chemicals DE',
    ],
    ['-action:lead.*', [], '-action:lead.*'],
    ['color:red', [], 'color:red'],
    ['action:', [], 'action:'],
    ['org:""', [], 'org:""'],
    ['action:,', [], 'action:,'],
    ['http://action:80', [], 'http://action:80'],
    ['', [], ''],
  ])('reads %j', (text, filters, rest) => {
    expect(readFilterText(text, fields)).toEqual({ filters, rest });
  });
});
