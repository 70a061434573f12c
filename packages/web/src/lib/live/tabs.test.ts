import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChangeTopic } from '@taffrail/contract';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { pauseMs } from './follow-changes.ts';
import { followInTurn } from './tabs.ts';

/** A real stream on loopback; locks and channels are those that Node has, as browsers do. */
let streams: ServerResponse[] = [];
let refusal: number | undefined;
let asked = 0;
const server = createServer((request, response) => {
  asked += 1;
  if (refusal !== undefined) {
    response.writeHead(refusal).end();
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write('event: connected\ndata: {}\n\n');
  streams.push(response);
  request.on('close', () => {
    streams = streams.filter((other) => other !== response);
  });
});
let url: string;

const change = (...topics: ChangeTopic[]): void => {
  for (const stream of streams) {
    stream.write(`event: changed\ndata: ${JSON.stringify({ topics })}\n\n`);
  }
};

interface Tab {
  readonly heard: string[];
  readonly close: () => Promise<void>;
}
let tabs: Tab[] = [];

/** States, `connected`, topics and `signed out`, in order. */
const openTab = (): Tab => {
  const heard: string[] = [];
  const leaving = new AbortController();
  const following = followInTurn(
    url,
    {
      onState: (state) => heard.push(state),
      onConnected: () => heard.push('connected'),
      onChanged: (topics) => heard.push(topics.join()),
      onSignedOut: () => heard.push('signed out'),
    },
    leaving.signal,
  );
  const tab = {
    heard,
    close: async () => {
      leaving.abort();
      await following;
    },
  };
  tabs.push(tab);
  return tab;
};

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/changes`;
});
afterEach(async () => {
  refusal = undefined;
  await Promise.all(tabs.map((tab) => tab.close()));
  tabs = [];
  await expect.poll(() => streams.length).toBe(0);
  asked = 0;
});
afterAll(() => {
  server.close();
});

const live = ['live', 'connected'];
/** Tries follow each other with pauses between them. */
const soon = { timeout: 15_000 };

describe('followInTurn', () => {
  it('hears of the beginning and of each change', async () => {
    const tab = openTab();
    await expect.poll(() => tab.heard, soon).toEqual(['connecting', ...live]);
    change('activity');
    change('keys', 'operators');
    await expect
      .poll(() => tab.heard)
      .toEqual(['connecting', ...live, 'activity', 'keys,operators']);
  });

  it('shares one stream, and tells a tab that comes later how it stands', async () => {
    const first = openTab();
    await expect.poll(() => first.heard).toContain('connected');
    const second = openTab();
    await expect.poll(() => second.heard, soon).toEqual(live);
    change('activity');
    await expect.poll(() => second.heard, soon).toEqual([...live, 'activity']);
    expect(first.heard).toEqual(['connecting', ...live, 'activity']);
    expect(asked).toBe(1);
  });

  it('hands the stream over when the tab that has it closes', async () => {
    const first = openTab();
    await expect.poll(() => first.heard).toContain('connected');
    const second = openTab();
    const third = openTab();
    await expect.poll(() => third.heard, soon).toEqual(live);
    await first.close();
    await expect.poll(() => second.heard.at(-1), soon).toBe('connected');
    await expect.poll(() => third.heard, soon).toEqual([...live, 'connecting', ...live]);
    await expect.poll(() => streams.length).toBe(1);
    change('audit_log');
    await expect.poll(() => third.heard.at(-1), soon).toBe('audit_log');
    expect(second.heard.at(-1)).toBe('audit_log');
    expect(asked).toBe(2);
  });

  it('lets go of the stream with the last tab', async () => {
    const tab = openTab();
    await expect.poll(() => streams.length).toBe(1);
    await tab.close();
    await expect.poll(() => streams.length).toBe(0);
    expect(asked).toBe(1);
  });

  it('comes back after a cut, and tells every tab that it may have missed something', async () => {
    const first = openTab();
    await expect.poll(() => first.heard).toContain('connected');
    const second = openTab();
    await expect.poll(() => second.heard, soon).toEqual(live);
    for (const stream of streams) stream.destroy();
    await expect.poll(() => second.heard, soon).toEqual([...live, 'connecting', ...live]);
    expect(first.heard).toEqual(['connecting', ...live, 'connecting', ...live]);
  });

  it('is offline once it has tried again in vain, until it is back', async () => {
    refusal = 503;
    const tab = openTab();
    await expect.poll(() => tab.heard, soon).toEqual(['connecting', 'connecting', 'offline']);
    const late = openTab();
    await expect.poll(() => late.heard, soon).toEqual(['offline']);
    refusal = undefined;
    await expect.poll(() => tab.heard.slice(-2), soon).toEqual(live);
    expect(late.heard).toContain('connected');
  });

  it('learns that nobody is signed in any more, and asks no further', async () => {
    refusal = 401;
    const first = openTab();
    const second = openTab();
    await expect.poll(() => first.heard).toEqual(['connecting', 'signed out']);
    await expect.poll(() => second.heard.at(-1), soon).toBe('signed out');
    expect(asked).toBe(2);
  });
});

describe('pauseMs', () => {
  it('doubles up to half a minute, and spreads each', () => {
    expect([0, 1, 2, 5, 6, 20].map((failures) => pauseMs(failures, 1))).toEqual([
      500, 1000, 2000, 16_000, 30_000, 30_000,
    ]);
    expect([0, 1, 20].map((failures) => pauseMs(failures, 0))).toEqual([250, 500, 15_000]);
  });
});
