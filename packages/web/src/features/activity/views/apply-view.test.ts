import { describe, expect, it } from 'vitest';
import { defaultColumns } from '../activity-search.ts';
import { applyView, changeInView, findView } from './apply-view.ts';

const week = { id: 'week', search: 'range=7d&f=action.in.*.deleted&rows=50' };

describe('applyView', () => {
  it('takes from the view what the address does not say', () => {
    expect(applyView({ view: 'week' }, week)).toEqual({
      view: 'week',
      range: '7d',
      f: ['action.in.*.deleted'],
      rows: '50',
    });
    expect(applyView({ view: 'week', range: '30d' }, week)).toMatchObject({
      range: '30d',
      rows: '50',
    });
  });
  it('leaves an address alone that names no view, or one that has gone', () => {
    expect(applyView({ q: 'x' }, findView([week], {}))).toEqual({ q: 'x' });
    expect(applyView({ view: 'gone' }, findView([week], { view: 'gone' }))).toEqual({
      view: 'gone',
    });
  });
  it('leaves out what a view says in words that are no longer known', () => {
    const old = { id: 'old', search: 'range=never&f=colour.in.red&f=action.in.a&group=x' };
    expect(applyView({}, old)).toEqual({ f: ['action.in.a'] });
  });
});

describe('changeInView', () => {
  const open = applyView({ view: 'week' }, week);
  it('stays in the view for as long as its filters are there in some form', () => {
    expect(changeInView(open, { f: ['action.in.lead.deleted'] }, week)).toMatchObject({
      view: 'week',
      f: ['action.in.lead.deleted'],
    });
  });
  it('leaves the view with its last filter, or the address would bring it back', () => {
    const next = changeInView(open, { f: undefined }, week);
    expect(next).toMatchObject({ view: undefined, range: '7d' });
    expect(applyView({ range: '7d' }, findView([week], { view: next.view }))).toEqual({
      range: '7d',
    });
  });
  it('writes a default that the view would overrule', () => {
    expect(changeInView(open, { range: undefined, rows: undefined }, week)).toMatchObject({
      range: '24h',
      rows: '100',
    });
  });
  it('keeps the columns of a view apart from those that the operator prefers', () => {
    const wide = { id: 'wide', search: 'columns=time,action,metadata' };
    const shown = applyView({ view: 'wide' }, wide);
    expect(shown).toMatchObject({ columns: 'time,action,metadata' });
    expect(changeInView(shown, { columns: undefined }, wide)).toMatchObject({
      view: 'wide',
      columns: defaultColumns,
    });
  });
  it('writes no defaults otherwise', () => {
    expect(changeInView({ q: 'x' }, { range: undefined }, undefined)).toEqual({
      q: 'x',
      range: undefined,
    });
  });
  it('lets another view be chosen', () => {
    expect(changeInView(open, { view: 'other' }, week)).toMatchObject({ view: 'other' });
  });
});
