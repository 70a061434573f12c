import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprintOf, messageTemplate, ownFrames } from './fingerprint.ts';

const stack = `TypeError: Cannot read properties of undefined (reading 'name')
    at readLead (/srv/app/dist/leads.js:41:12)
    at async Promise.all (index 0)
    at async LeadService.list (file:///srv/app/dist/chunk-AB12CD34.js:1:20311)
    at /srv/app/node_modules/fastify/lib/handle.js:10:5
    at node:internal/process/task_queues:95:5`;
const fault = {
  errorType: 'TypeError',
  message: "Cannot read properties of undefined (reading 'name')",
  stack,
  source: 'GET /leads/:id',
};

describe('messageTemplate', () => {
  it.each([
    ['connect ECONNREFUSED 127.0.0.1:5432', 'connect ECONNREFUSED *'],
    ['Lead 0193f3a0-7c1b-7abc-8def-0123456789ab not found', 'Lead * not found'],
    ["Can't open 'report of May.pdf' now", "Can't open * now"],
    ["ENOENT: no such file, open '/var/data/a.json'", 'ENOENT: no such file, open *'],
    ['mail to ada@example.com bounced 3 times', 'mail to * bounced * times'],
    ['ids 1, 2, 3 and 4', 'ids * and *'],
    ['ids 1 and 4', 'ids * and *'],
    ['first line\nsecond 7', 'first line'],
    ['', ''],
  ])('of %j is %j', (message, template) => {
    expect(messageTemplate(message)).toBe(template);
  });

  it('keeps nothing that has a digit, a slash or an @ in it, and no two stars in a row', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (message) => {
        const template = messageTemplate(message);
        expect(template).not.toMatch(/[\d/\\@]|\* \*/);
        expect(template.length).toBeLessThanOrEqual(300);
      }),
    );
  });
});

describe('ownFrames', () => {
  it('names functions and files of the product, without lines, folders and hashes', () => {
    expect(ownFrames(stack)).toEqual([
      'readLead leads.js',
      'Promise.all index 0',
      'LeadService.list chunk-*.js',
    ]);
  });

  it('finds none where nothing is a V8 stack', () => {
    expect(ownFrames('Traceback (most recent call last):\n  File "x.py", line 3')).toEqual([]);
  });
});

describe('fingerprintOf', () => {
  const same = fingerprintOf(fault);

  it.each([
    ['lines and columns', { stack: stack.replaceAll(/:\d+:\d+/g, ':7:1') }],
    ['the folder of the installation', { stack: stack.replaceAll('/srv/app', 'C:\\app') }],
    ['the hash of a build', { stack: stack.replace('AB12CD34', '99FFEE00') }],
    ['the libraries below', { stack: stack.replace('fastify/lib/handle', 'express/lib/router') }],
    ['the route, where the stack tells the place', { source: 'GET /companies/:id' }],
    ['what is quoted in the message', { message: fault.message.replace('name', 'email') }],
  ])('does not mind %s', (_, other) => {
    expect(fingerprintOf({ ...fault, ...other })).toBe(same);
  });

  it.each([
    ['type', { errorType: 'RangeError' }],
    ['message', { message: 'Maximum call stack size exceeded' }],
    ['function', { stack: stack.replace('readLead', 'writeLead') }],
  ])('tells apart by %s', (_, other) => {
    expect(fingerprintOf({ ...fault, ...other })).not.toBe(same);
  });

  it('goes by the source where there is no stack', () => {
    const bare = { errorType: null, message: 'It failed', stack: null };
    const job = fingerprintOf({ ...bare, source: 'job 17' });
    expect(fingerprintOf({ ...bare, source: 'job 18' })).toBe(job);
    expect(fingerprintOf({ ...bare, source: 'cron 18' })).not.toBe(job);
  });

  it('does not mind numbers, ids and paths, whatever they are', () => {
    const varying = fc.oneof(
      fc.integer().map(String),
      fc.uuid(),
      fc.ipV4(),
      fc.emailAddress(),
      fc.webPath().map((path) => `/x${path}`),
      fc.string().map((text) => JSON.stringify(text.replaceAll(/["\\]/g, ''))),
    );
    const of = (part: string) =>
      fingerprintOf({ ...fault, stack: null, message: `Lead ${part} is gone` });
    fc.assert(fc.property(varying, varying, (one, other) => of(one) === of(other)));
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (message, text) => {
        expect(fingerprintOf({ ...fault, message, stack: text })).toMatch(/^[\da-f-]{36}$/);
      }),
    );
  });
});
