import { describe, expect, it } from 'vitest';
import { fileOf } from '../transfer/testing/small-world.ts';
import type { CommandHandlers } from './commands.ts';
import { serve } from './serve.ts';
import { sealing, started, stored, world } from './testing/small-vault.ts';

const record = '00000000-0000-4000-8000-000000000000';
const memory = { kind: 'memory' };

describe('serve()', () => {
  it('answers a command by its call, and errors as data', async () => {
    const { commands } = await started();
    expect(
      await serve(commands, { call: 4, command: 'list', input: { folder: '', continuation: null } }),
    ).toEqual({
      call: 4,
      ok: true,
      output: { folders: [], files: [], continuation: null },
    });
    expect(await serve(commands, { call: 5, command: 'inspect', input: stored('missing') })).toMatchObject({
      call: 5,
      ok: false,
      error: { code: 'store-not-found' },
    });
  });

  it.each([
    ['inspect', stored('missing')],
    ['frames', { ...stored('missing'), places: [1, 2] }],
    ['verify', { ...stored('missing'), id: 'v', what: { kind: 'sample', count: 3 } }],
    ['inspect', { ...stored('missing'), edits: [{ kind: 'flip', offset: 2 ** 53 - 1, mask: 255 }] }],
  ])('lets %s through to the store', async (command, input) => {
    const { commands } = await started();
    expect(await serve(commands, { call: 6, command, input })).toMatchObject({
      call: 6,
      ok: false,
      error: { code: 'store-not-found' },
    });
  });

  it.each([
    null,
    'list',
    { command: 'list', input: { folder: '', continuation: null } },
    { call: -1, command: 'list', input: { folder: '', continuation: null } },
  ])('ignores %j', async (data) => {
    expect(await serve(world().commands, data)).toBeNull();
  });

  it.each([
    { call: 1, command: 'list', input: {} },
    { call: 1, command: 'list', input: { folder: '', continuation: 5 } },
    { call: 1, command: 'toString', input: null },
    {
      call: 1,
      command: 'seal',
      input: { id: 'a', record, file: 'not a file', handle: null, unsettled: null },
    },
    { call: 1, command: 'seal', input: { ...sealing('a', fileOf(1)), record: 'r' } },
    { call: 1, command: 'seal', input: { ...sealing('a', fileOf(1)), record, unsettled: { key: 'k' } } },
    {
      call: 1,
      command: 'open',
      input: { id: 'a', record, key: 'k', size: 1, acceptMoved: true, target: { kind: 'x' } },
    },
    {
      call: 1,
      command: 'open',
      input: { id: '', record, key: 'k', size: 1, acceptMoved: true, target: memory },
    },
    { call: 1, command: 'open', input: { id: 'a', key: 'k' } },
    { call: 1, command: 'forget', input: null, more: true },
    { call: 1, command: 'inspect', input: { key: 'k' } },
    { call: 1, command: 'inspect', input: { target: { kind: 'stored', key: '' }, edits: [] } },
    { call: 1, command: 'inspect', input: { target: { kind: 'local', file: new Blob() }, edits: [] } },
    {
      call: 1,
      command: 'inspect',
      input: { ...stored('k'), edits: Array.from({ length: 65 }, () => ({ kind: 'cut', length: 1 })) },
    },
    {
      call: 1,
      command: 'inspect',
      input: { ...stored('k'), edits: [{ kind: 'flip', offset: -1, mask: 1 }] },
    },
    {
      call: 1,
      command: 'inspect',
      input: { ...stored('k'), edits: [{ kind: 'flip', offset: 0.5, mask: 1 }] },
    },
    {
      call: 1,
      command: 'inspect',
      input: { ...stored('k'), edits: [{ kind: 'flip', offset: 2 ** 53, mask: 1 }] },
    },
    { call: 1, command: 'inspect', input: { ...stored('k'), edits: [{ kind: 'flip', offset: 1, mask: 0 }] } },
    {
      call: 1,
      command: 'inspect',
      input: { ...stored('k'), edits: [{ kind: 'swap-frames', first: 0, second: 1 }] },
    },
    { call: 1, command: 'frames', input: { ...stored('k'), places: [0] } },
    { call: 1, command: 'frames', input: { ...stored('k'), places: Array(65).fill(1) } },
    { call: 1, command: 'verify', input: { ...stored('k'), id: 'v', what: { kind: 'sample', count: 1001 } } },
    { call: 1, command: 'verify', input: { ...stored('k'), what: { kind: 'all' } } },
    { call: 1, command: 'stopVerifying', input: { id: '' } },
  ])('refuses %j', async (data) => {
    const untouchable: CommandHandlers = world().commands;
    expect(await serve(untouchable, data)).toMatchObject({ call: 1, ok: false, error: { code: 'internal' } });
  });
});
