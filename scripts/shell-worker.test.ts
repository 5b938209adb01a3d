import { describe, expect, it } from 'vitest';
import { planKeptBuild } from './shell-worker.ts';

const files = [
  ['index.html', '<!doctype html>'],
  ['assets/index-a.js', 'a'],
  ['assets/vault.worker-a.js', 'v'],
  ['favicon.svg', '<svg/>'],
  ['manifest.webmanifest', '{}'],
] as const;
const others = [
  ['stream/worker.js', 's'],
  ['viewer/player.html', 's'],
  ['viewer/index.html', 'v'],
  ['shell.js', 'self'],
  ['direct.js', 'd'],
  ['assets/index-a.js.map', 'm'],
] as const;

describe('what the shell keeps of a build', () => {
  it('is the page, its parts and its icons, each with its SHA-384', () => {
    const plan = planKeptBuild(new Map([...files, ...others]));
    expect(Object.keys(plan.files)).toEqual([
      '/',
      '/assets/index-a.js',
      '/assets/vault.worker-a.js',
      '/favicon.svg',
      '/manifest.webmanifest',
    ]);
    // printf a | openssl dgst -sha384 -binary | base64
    expect(plan.files['/assets/index-a.js']).toBe(
      'sha384-VKWbnyKwuAiA2EJ+VIt8I6vYc0huHwNdzpzWl+hRdQM8qojm1XvDXvrgta/TFF8x',
    );
  });

  it('is the same for the same files in any order, and another for any other byte', () => {
    const plan = planKeptBuild(new Map(files));
    expect(planKeptBuild(new Map(files.toReversed()))).toEqual(plan);
    for (const [path] of files)
      expect(planKeptBuild(new Map([...files, [path, 'other']])).id, path).not.toBe(plan.id);
    expect(planKeptBuild(new Map([...files, ...others])).id).toBe(plan.id);
  });

  it('is the same whatever hash the page states for the shell itself', () => {
    const [one, other] = ['', 'sha384-other'].map((hash) =>
      planKeptBuild(new Map([['index.html', `{"/shell.js":"${hash}","/a.js":"sha384-a"}`]])),
    );
    expect(one).toEqual(other);
  });

  it('is nothing without a page', () => {
    expect(() => planKeptBuild(new Map(files.slice(1)))).toThrow('no page');
  });
});
