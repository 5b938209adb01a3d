import { describe, expect, it } from 'vitest';
import { chooseTarget, type SaveFilePickerOptions, type TargetOffers } from './choose-target.ts';

const mib = 1024 * 1024;
const handle: object = {};

/** @param dialog what the picker does, and after how many milliseconds */
function browser(has: {
  dialog?: { readonly after: number; readonly throws: string | null };
  stream?: boolean;
  private?: boolean;
}) {
  const asked: string[] = [];
  let time = 0;
  const { dialog, stream, private: hasPrivate = false } = has;
  const offers: TargetOffers = {
    showSaveFilePicker: dialog
      ? async ({ suggestedName }: SaveFilePickerOptions) => {
          asked.push(suggestedName);
          time += dialog.after;
          if (dialog.throws !== null) throw new DOMException('no', dialog.throws);
          // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is only handed on
          return handle as FileSystemFileHandle;
        }
      : null,
    offerStream: stream === undefined ? null : async () => (stream ? new MessageChannel().port1 : null),
    hasPrivateStorage: async () => hasPrivate,
  };
  const choose = async (
    size: number | (() => Promise<number>),
    options: { askWhere?: boolean; name?: string } = {},
  ) => {
    const { askWhere = true, name = 'a.bin' } = options;
    return (await chooseTarget({ name, size }, offers, { askWhere, now: () => time }))?.kind ?? null;
  };
  return { choose, asked };
}

const never = () => new Promise<never>(() => undefined);
const everything = { dialog: { after: 5_000, throws: null }, stream: true, private: true };

describe('chooseTarget()', () => {
  it.each([
    ['memory up to 32 MiB, without a dialog', everything, 32 * mib, 'memory'],
    ['the picker beyond', everything, 32 * mib + 1, 'picked-file'],
    ['a stream without a picker', { stream: true, private: true }, 33 * mib, 'download-stream'],
    [
      'private storage where the stream is not taken up',
      { stream: false, private: true },
      33 * mib,
      'private-file',
    ],
    ['private storage without service workers', { private: true }, 2 ** 40, 'private-file'],
    ['memory where there is nothing else', {}, 256 * mib, 'memory'],
  ] as const)('takes %s', async (_what, has, size, kind) => {
    expect(await browser(has).choose(size)).toBe(kind);
  });

  it('names that there is no place, with the limit', async () => {
    await expect(browser({}).choose(256 * mib + 1)).rejects.toMatchObject({
      code: 'storage-unavailable',
      details: { limit: 256 * mib },
    });
  });

  it('does nothing when the person closes the dialog', async () => {
    const dialog = { after: 150, throws: 'AbortError' };
    expect(await browser({ ...everything, dialog }).choose(33 * mib)).toBeNull();
  });

  it.each([
    ['closes faster than a person can', { after: 149, throws: 'AbortError' }],
    ['wants a click of its own', { after: 0, throws: 'SecurityError' }],
    ['is forbidden', { after: 1_000, throws: 'NotAllowedError' }],
  ])('goes on when the dialog %s', async (_what, dialog) => {
    expect(await browser({ ...everything, dialog }).choose(33 * mib)).toBe('download-stream');
  });

  it('shows the dialog for what nobody knows the size of, and goes by it where there is none', async () => {
    expect(await browser(everything).choose(async () => 1)).toBe('picked-file');
    expect(await browser({ stream: true }).choose(async () => 33 * mib)).toBe('download-stream');
    expect(await browser({ stream: true }).choose(async () => 1)).toBe('memory');
    const dialog = { after: 150, throws: 'AbortError' };
    expect(await browser({ dialog }).choose(never)).toBeNull();
  });

  it('asks nothing when the person does not want to be asked', async () => {
    const { choose, asked } = browser(everything);
    expect(await choose(33 * mib, { askWhere: false })).toBe('download-stream');
    expect(asked).toEqual([]);
  });

  it('suggests a name that is safe', async () => {
    const { choose, asked } = browser(everything);
    await choose(33 * mib, { name: '../\u202egnp.exe' });
    expect(asked).toEqual(['__gnp.exe']);
  });
});
