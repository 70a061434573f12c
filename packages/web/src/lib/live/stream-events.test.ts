import { describe, expect, it } from 'vitest';
import { createEventReader, type StreamEvent } from './stream-events.ts';

const read = (...pieces: string[]): StreamEvent[] => pieces.flatMap(createEventReader());

const stream = 'event: connected\ndata: {}\n\n: still there\n\nevent: changed\ndata: {"a":1}\n\n';
const events = [
  { name: 'connected', data: '{}' },
  { name: 'changed', data: '{"a":1}' },
];

describe('createEventReader', () => {
  it('reads events, and passes over comments', () => {
    expect(read(stream)).toEqual(events);
  });

  it.each(['\n', '\r\n', '\r'])('reads lines that end with %j, wherever they are cut', (end) => {
    const text = `${stream.replaceAll('\n', end)}:`;
    for (let cut = 0; cut <= text.length; cut += 1) {
      expect(read(text.slice(0, cut), text.slice(cut))).toEqual(events);
    }
    expect(read(...text.split(''))).toEqual(events);
  });

  it.each<[string, string, StreamEvent[]]>([
    ['data of several lines', 'data: a\ndata:b\ndata\n\n', [{ name: 'message', data: 'a\nb\n' }]],
    ['a colon in a value', 'data: a: b\n\n', [{ name: 'message', data: 'a: b' }]],
    ['a name without data, which is no event', 'event: a\n\n', []],
    ['a name for one event only', 'event: a\n\ndata: 1\n\n', [{ name: 'message', data: '1' }]],
    ['fields that mean nothing', 'id: 7\nretry: 10\ncolour: red\n\n', []],
    ['an event that is not whole yet', 'event: a\ndata: 1\n', []],
  ])('takes %s', (_, text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});
