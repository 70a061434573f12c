import { describe, expect, it } from 'vitest';
import { createKeyboard } from './keyboard.ts';

const field = new EventTarget();

const setUp = () => {
  const ran: string[] = [];
  const keyboard = createKeyboard((target) => target === field);
  const on = (keys: string, what = keys) =>
    keyboard.register({ keys, label: what, group: 'Test', run: () => ran.push(what) });
  let prevented = 0;
  const press = (key: string, more: Record<string, unknown> = {}): void =>
    keyboard.handle({
      key,
      ctrlKey: false,
      metaKey: false,
      altKey: false,
      shiftKey: false,
      timeStamp: 0,
      defaultPrevented: false,
      target: null,
      preventDefault: () => {
        prevented += 1;
      },
      ...more,
    });
  return { keyboard, on, press, ran, prevented: () => prevented };
};

describe('createKeyboard', () => {
  it.each([
    ['r', 'r', {}],
    ['r', 'R', {}],
    ['?', '?', { shiftKey: true }],
    ['*', '*', { shiftKey: true }],
    ['Shift+x', 'X', { shiftKey: true }],
    ['Ctrl+k', 'k', { ctrlKey: true }],
    ['Ctrl+k', 'k', { metaKey: true }],
    ['Alt+ArrowLeft', 'ArrowLeft', { altKey: true }],
    ['[', '[', {}],
  ])('runs %s at %s %j, and keeps it from the browser', (keys, key, more) => {
    const { on, press, ran, prevented } = setUp();
    on(keys);
    press(key, more);
    expect(ran).toEqual([keys]);
    expect(prevented()).toBe(1);
  });

  it('leaves other keys to the browser', () => {
    const { on, press, ran, prevented } = setUp();
    on('r');
    press('r', { ctrlKey: true });
    press('r', { altKey: true });
    press('x');
    expect(ran).toEqual([]);
    expect(prevented()).toBe(0);
  });

  it('runs sequences whose keys come within a second', () => {
    const { on, press, ran } = setUp();
    on('g y');
    on('y');
    press('g');
    press('y', { timeStamp: 900 });
    press('g', { timeStamp: 2000 });
    press('y', { timeStamp: 3001 });
    expect(ran).toEqual(['g y', 'y']);
  });

  it('runs a sequence of the same key twice', () => {
    const { on, press, ran } = setUp();
    on('g g');
    for (const timeStamp of [0, 100, 200]) press('g', { timeStamp });
    expect(ran).toEqual(['g g']);
  });

  it('leaves typing alone, but for shortcuts with Ctrl', () => {
    const { on, press, ran } = setUp();
    on('r');
    on('Ctrl+k');
    press('r', { target: field });
    press('k', { target: field, ctrlKey: true });
    expect(ran).toEqual(['Ctrl+k']);
  });

  it('does nothing that another listener has done', () => {
    const { on, press, ran } = setUp();
    on('r');
    press('r', { defaultPrevented: true });
    expect(ran).toEqual([]);
  });

  it('switches single keys and sequences off, and keeps those with Ctrl', () => {
    const { keyboard, on, press, ran } = setUp();
    on('r');
    on('g y');
    on('Ctrl+k');
    keyboard.setSingleKeys(false);
    press('r');
    press('g');
    press('y');
    press('k', { ctrlKey: true });
    expect(ran).toEqual(['Ctrl+k']);
  });

  it('prefers the latest of the same keys until it is gone', () => {
    const { keyboard, on, press, ran } = setUp();
    on('r', 'page');
    const remove = on('r', 'panel');
    press('r');
    remove();
    press('r');
    expect(ran).toEqual(['panel', 'page']);
    expect(keyboard.list().map(({ label }) => label)).toEqual(['page']);
  });

  it('tells who listens that the list has changed', () => {
    const { keyboard, on } = setUp();
    const seen: number[] = [];
    keyboard.subscribe(() => seen.push(keyboard.list().length));
    on('r')();
    expect(seen).toEqual([1, 0]);
  });
});
