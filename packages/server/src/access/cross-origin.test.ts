import { describe, expect, it } from 'vitest';
import { isCrossOrigin } from './cross-origin.ts';

const publicUrl = 'https://console.example.com';
const ask = (method: string, headers: Record<string, string>, host = 'console.example.com') =>
  isCrossOrigin({ method, headers, host }, publicUrl);

describe('isCrossOrigin', () => {
  it.each([
    ['reads of any page', 'GET', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.test' }],
    ['pre-flights, which change nothing', 'OPTIONS', { origin: 'https://evil.test' }],
    ['its own pages', 'POST', { 'sec-fetch-site': 'same-origin', origin: publicUrl }],
    ['what somebody typed or opened', 'POST', { 'sec-fetch-site': 'none' }],
    ['its own origin from an older browser', 'POST', { origin: publicUrl }],
    ['programs, which are no browsers', 'POST', {}],
  ])('lets through %s', (_, method, headers) => {
    expect(ask(method, headers)).toBe(false);
  });

  it.each([
    ['pages of other sites', 'POST', { 'sec-fetch-site': 'cross-site', origin: publicUrl }],
    ['pages of a neighbour', 'DELETE', { 'sec-fetch-site': 'same-site' }],
    ['words that are not known', 'PUT', { 'sec-fetch-site': 'friend' }],
    ['other origins from an older browser', 'PATCH', { origin: 'https://evil.test' }],
    ['a longer name', 'POST', { origin: 'https://console.example.com.evil.test' }],
    ['another port', 'POST', { origin: 'https://console.example.com:8443' }],
    ['pages without an origin', 'POST', { origin: 'null' }],
    ['what is no origin', 'POST', { origin: 'console.example.com' }],
  ])('refuses %s', (_, method, headers) => {
    expect(ask(method, headers)).toBe(true);
  });

  it('lets through the address by which it is asked, if that is not the public one', () => {
    const headers = { origin: 'http://127.0.0.1:4600' };
    expect(ask('POST', headers, '127.0.0.1:4600')).toBe(false);
    expect(ask('POST', headers, '127.0.0.1:4601')).toBe(true);
  });
});
