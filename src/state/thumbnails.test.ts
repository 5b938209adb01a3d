import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode } from '../errors.ts';
import type { Thumbnail, ThumbnailAnswer } from '../vault/thumbnail-contract.ts';
import { createFakeVault, settled } from './fake-vault.ts';
import { createStore } from './store.ts';
import { createThumbnails, type MakeSmall } from './thumbnails.ts';
import { createVaultLine } from './vault-line.ts';

const small: Thumbnail = { width: 1, height: 1, pixels: new Uint8Array(4) };
const picture: ThumbnailAnswer = { kind: 'picture', type: 'image/png', bytes: new Uint8Array(9) };
const file = (key: string) => ({ key, etag: '"e"' });

function world(makeSmall: MakeSmall = async () => small) {
  const answers: {
    readonly key: string;
    readonly mayOpen: boolean;
    readonly answer: (answer: ThumbnailAnswer) => void;
    readonly fail: (code: ErrorCode) => void;
  }[] = [];
  const fake = createFakeVault({
    thumbnail: ({ key, mayOpen }) =>
      new Promise((resolve, reject) => {
        answers.push({ key, mayOpen, answer: resolve, fail: (code) => reject(new AppError(code, 'no')) });
      }),
  });
  const vault = createVaultLine();
  vault.connect(fake);
  const transfers = createStore({ busy: 0 });
  const thumbnails = createThumbnails({ vault, makeSmall, transfers });
  const shown: string[] = [];
  const want = (key: string) => thumbnails.want(file(key), () => shown.push(key));
  const asked = (command: string) =>
    fake.asked.filter((one) => one.command === command).map((one) => one.input);
  const keys = () => answers.map(({ key }) => key);
  return { answers, transfers, thumbnails, shown, want, asked, keys };
}

describe('createThumbnails()', () => {
  it('asks for two at a time, in the order they came into sight', async () => {
    const { answers, shown, want, keys } = world();
    for (const key of ['a', 'b', 'c', 'd']) want(key);
    await settled();
    expect(keys()).toEqual(['a', 'b']);
    answers[1]?.answer({ kind: 'kept', thumbnail: small });
    await settled();
    expect(shown).toEqual(['b']);
    expect(keys()).toEqual(['a', 'b', 'c']);
  });

  it('never asks for what left before its turn, and stops what was asked for', async () => {
    const { answers, shown, want, asked, keys } = world();
    const [leaveA, , leaveC] = ['a', 'b', 'c', 'd'].map(want);
    await settled();
    leaveC?.();
    leaveA?.();
    expect(asked('stopThumbnail')).toHaveLength(1);
    answers[0]?.answer({ kind: 'kept', thumbnail: small });
    await settled();
    expect(shown).toEqual([]);
    expect(keys()).toEqual(['a', 'b', 'd']);
  });

  it('has an opened picture made small, shows it, and hands it over to be kept', async () => {
    const { answers, shown, want, asked } = world();
    const leave = want('a');
    await settled();
    answers[0]?.answer(picture);
    await settled();
    expect(shown).toEqual(['a']);
    expect(asked('keepThumbnail')).toMatchObject([{ thumbnail: small }]);
    leave();
    expect(asked('stopThumbnail')).toEqual([]);
  });

  it('keeps what was opened also where the line left meanwhile', async () => {
    const finishing: ((thumbnail: Thumbnail) => void)[] = [];
    const { answers, shown, want, asked } = world(
      () => new Promise((resolve) => void finishing.push(resolve)),
    );
    const leave = want('a');
    await settled();
    answers[0]?.answer(picture);
    await settled();
    leave();
    finishing[0]?.(small);
    await settled();
    expect(shown).toEqual([]);
    expect(asked('keepThumbnail')).toMatchObject([{ thumbnail: small }]);
    expect(asked('stopThumbnail')).toEqual([]);
  });

  it('notes that a picture cannot be decoded, and asks for it no more', async () => {
    const { answers, shown, want, asked, keys } = world(async () => null);
    want('a');
    await settled();
    answers[0]?.answer(picture);
    await settled();
    want('a');
    await settled();
    expect(shown).toEqual([]);
    expect(asked('keepThumbnail')).toMatchObject([{ thumbnail: null }]);
    expect(keys()).toEqual(['a']);
  });

  it('keeps nothing of a picture of which nothing is known, and asks for it no more', async () => {
    const { answers, want, asked, keys } = world(() => Promise.reject(new AppError('internal', 'too long')));
    want('a');
    await settled();
    answers[0]?.answer(picture);
    await settled();
    want('a');
    await settled();
    expect(asked('keepThumbnail')).toEqual([]);
    expect(asked('stopThumbnail')).toHaveLength(1);
    expect(keys()).toEqual(['a']);
  });

  it.each([
    ['frame-tampered', 1],
    ['moved', 1],
    ['offline', 2],
    ['throttled', 2],
  ] as const)('after %s it has asked %i times when the line comes again', async (code, times) => {
    const { answers, want, keys } = world();
    want('b');
    await settled();
    answers[0]?.fail(code);
    await settled();
    want('b');
    await settled();
    expect(keys()).toEqual(Array.from({ length: times }, () => 'b'));
  });

  it('opens nothing while transfers move: kept ones alone are shown, the others follow', async () => {
    const { answers, transfers, shown, want, keys } = world();
    transfers.set({ busy: 1 });
    want('a');
    want('b');
    await settled();
    expect(answers.map(({ mayOpen }) => mayOpen)).toEqual([false, false]);
    answers[0]?.answer({ kind: 'not-kept' });
    answers[1]?.answer({ kind: 'kept', thumbnail: small });
    await settled();
    expect(shown).toEqual(['b']);
    expect(keys()).toEqual(['a', 'b']);
    transfers.set({ busy: 0 });
    await settled();
    expect(answers.at(-1)).toMatchObject({ key: 'a', mayOpen: true });
  });
});
