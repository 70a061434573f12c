export interface StreamEvent {
  readonly name: string;
  readonly data: string;
}

const lineEnd = /\r\n|\n|\r(?!$)/;

/**
 * Takes a `text/event-stream` in pieces, however it is cut, and answers the events that each piece
 * completes (HTML standard, 9.2.6). Ids, pauses and comments mean nothing here and are passed over.
 */
export const createEventReader = (): ((piece: string) => StreamEvent[]) => {
  let rest = '';
  let name = '';
  let data: string[] = [];
  return (piece) => {
    const lines = (rest + piece).split(lineEnd);
    rest = lines.pop() ?? '';
    const events: StreamEvent[] = [];
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) events.push({ name: name || 'message', data: data.join('\n') });
        name = '';
        data = [];
        continue;
      }
      const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
      if (field === 'event') name = value;
      if (field === 'data') data.push(value);
    }
    return events;
  };
};
