import { describe, expect, it } from 'vitest';
import { readFilterText } from '../../../lib/filter-text.ts';
import { parseSearch, readSearch } from '../../../lib/url/url-state.ts';
import { AlertsSearch, builtInViews, viewSearchOf } from '../alerts-search.ts';
import { alertFields, isAlertFilter, only, toAlertQuery, writeFilters } from './alert-fields.ts';

const id = '0192f000-0000-7000-8000-00000000c01a';

describe('the filters of alerts', () => {
  it.each([
    ['status.in.firing', true],
    ['status.in.burning', false],
    ['severity.in.critical', true],
    ['severity.in.critical,warning', false],
    ['label.in.instance=web-1', true],
    ['label.in.instance', false],
    ['incidentId.in.none', true],
    [`incidentId.in.${id}`, true],
    ['incidentId.in.7', false],
    ['flapping.in.yes', true],
    ['flapping.in.no', false],
    ['colour.in.red', false],
  ])('take %s: %s', (text, possible) => {
    expect(isAlertFilter(text)).toBe(possible);
  });

  it('are typed by their titles', () => {
    const { filters } = readFilterText('status:firing severity:critical source:check', alertFields);
    expect(filters).toEqual([
      only('status', 'firing'),
      only('severity', 'critical'),
      only('sourceKind', 'check'),
    ]);
  });

  it('are asked of the API by its names, with any label', () => {
    const f = writeFilters([only('label', 'path=/a,b=c'), only('status', 'firing')]);
    expect(toAlertQuery(f)).toEqual({ status: 'firing', label: 'path=/a,b=c' });
  });
});

it.each(builtInViews)('the view $name can be read, and is itself when it is opened', (view) => {
  const { values, ignored } = readSearch(AlertsSearch, parseSearch(view.search));
  expect(ignored).toEqual([]);
  expect(viewSearchOf(values)).toBe(view.search);
});
