import { describe, expect, it } from 'vitest';
import { answerFor, cacheNameOf, othersOf, type KeptBuild } from './kept-build.ts';

const origin = 'https://files.example';
const build: KeptBuild = {
  id: 'b',
  files: { '/': 'sha384-p', '/assets/index-a.js': 'sha384-a', '/favicon.svg': 'sha384-f' },
};
const ask = (path: string, more: { mode?: RequestMode; method?: string } = {}) =>
  answerFor({ url: new URL(path, origin).href, method: 'GET', mode: 'cors', ...more }, build, origin);

describe('what the shell answers', () => {
  it.each(['/', '/index.html', '/callback?code=1&state=2', '/?a=b'])('%s is the page', (path) => {
    expect(ask(path, { mode: 'navigate' })).toBe('page');
  });

  it('files of this build, and the configuration', () => {
    expect(ask('/assets/index-a.js')).toBe('file');
    expect(ask('/favicon.svg', { mode: 'no-cors' })).toBe('file');
    expect(ask('/config.json')).toBe('config');
  });

  it.each([
    ['/assets/index-b.js', {}],
    ['/assets/index-a.js?x', {}],
    ['/assets/index-a.js', { method: 'POST' }],
    ['/', {}],
    ['/', { mode: 'navigate', method: 'POST' }],
    ['/viewer/index.html', { mode: 'navigate' }],
    ['/stream/2b1c', { mode: 'navigate' }],
    ['/stream/2b1c', {}],
    ['/constructor', {}],
    ['/__proto__', {}],
    ['https://sealed.s3.eu-central-1.amazonaws.com/assets/index-a.js', {}],
    ['https://kms.eu-central-1.amazonaws.com/', { method: 'POST' }],
    ['https://kms.eu-central-1.amazonaws.com/', { mode: 'navigate' }],
    ['http://files.example/assets/index-a.js', {}],
  ] as const)('leaves %s %o alone', (path, more) => {
    expect(ask(path, more)).toBe('leave');
  });
});

describe('the caches of other builds', () => {
  it('are those of the shell alone', () => {
    const own = cacheNameOf(build);
    const other = cacheNameOf({ ...build, id: 'a' });
    expect(othersOf(build, [own, other, 'somebody-else'])).toEqual([other]);
  });
});
