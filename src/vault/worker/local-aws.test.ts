import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetObjectCommand,
  ListMultipartUploadsCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalAws, type LocalAws } from '../../../local/aws.ts';
import { signInAsUser } from '../../../local/testing/sign-in.ts';
import type { Bytes } from '../../bytes/bytes.ts';
import { parseConfig } from '../../config/config.ts';
import type { FrameChoice } from '../../inspect/chain.ts';
import type { Edit } from '../../inspect/edits.ts';
import { createMemoryClaims } from '../../journal/claims.ts';
import { createMemoryJournal } from '../../journal/memory-journal.ts';
import { createLocalCrew } from '../../transfer/local-crew.ts';
import { defaultTuning } from '../../transfer/tuning.ts';
import { createCommands, type CommandHandlers } from '../commands.ts';
import type { TransferPhase, VaultEvent } from '../contract.ts';
import { startSession } from '../session.ts';
import { memorySinks } from '../testing/memory-sinks.ts';
import { noShelf } from '../thumbnails/no-shelf.ts';

let folder: string;
let aws: LocalAws;
let admin: S3Client;
let alice: Person;
let bob: Person;

interface Person {
  readonly identityId: string;
  readonly commands: CommandHandlers;
  /** Runs a transfer to its end. */
  seal(file: File, onPhase?: (phase: TransferPhase, id: string) => void): Promise<TransferPhase>;
  open(key: string, acceptMoved?: boolean): Promise<{ phase: TransferPhase; bytes: Bytes | null }>;
}

async function signIn(index: number): Promise<Person> {
  const user = aws.demoUsers[index];
  if (!user) throw new Error('no such demo user');
  const { idToken } = await signInAsUser(aws, user.username, user.password);
  const listeners = new Set<(event: VaultEvent) => void>();
  const journal = createMemoryJournal();
  const commands = createCommands({
    startSession,
    sinks: async () => memorySinks(),
    journal: async () => journal,
    thumbnails: noShelf,
    claims: createMemoryClaims(),
    crew: createLocalCrew(),
    // Node's HTTP client takes no Blob.
    tuning: { ...defaultTuning, body: 'buffer' },
    emit: (event) => {
      for (const listener of listeners) listener(event);
    },
  });
  const { identityId } = await commands.start({ config: parseConfig(aws.config), idToken });
  let serial = 0;
  const run = async (
    begin: (id: string) => Promise<unknown>,
    onPhase: (phase: TransferPhase, id: string) => void = () => {},
  ): Promise<{ phase: TransferPhase; file: File | null }> => {
    const id = `transfer ${(serial += 1)}`;
    let file: File | null = null;
    const ended = new Promise<TransferPhase>((resolve) => {
      listeners.add((event) => {
        if (event.type === 'opened' && event.id === id) file = event.file;
        if (event.type !== 'transfer' || event.snapshot.id !== id) return;
        const { phase } = event.snapshot;
        onPhase(phase, id);
        if (['done', 'failed', 'cancelled'].includes(phase.status)) resolve(phase);
      });
    });
    await begin(id);
    return { phase: await ended, file };
  };
  return {
    identityId,
    commands,
    seal: async (file, onPhase) =>
      (
        await run(
          (id) =>
            commands.seal({
              id,
              record: id,
              file,
              handle: null,
              unsettled: null,
              storageEncryption: null,
              folder: '',
              onTaken: 'keep-both',
            }),
          onPhase,
        )
      ).phase,
    open: async (key, acceptMoved = false) => {
      const { phase, file } = await run((id) =>
        commands.open({ id, record: id, key, size: 1, acceptMoved, target: { kind: 'memory' } }),
      );
      return { phase, bytes: file ? new Uint8Array(await file.arrayBuffer()) : null };
    },
  };
}

async function storedBytes(key: string): Promise<Bytes> {
  const answer = await admin.send(new GetObjectCommand({ Bucket: aws.config.bucket, Key: key }));
  return new Uint8Array((await answer.Body?.transformToByteArray()) ?? []);
}

async function place(key: string, bytes: Bytes): Promise<void> {
  await admin.send(new PutObjectCommand({ Bucket: aws.config.bucket, Key: key, Body: bytes }));
}

async function uploadsLeft(): Promise<number> {
  const answer = await admin.send(new ListMultipartUploadsCommand({ Bucket: aws.config.bucket }));
  return answer.Uploads?.length ?? 0;
}

const flip = (offset: number): Edit => ({ kind: 'flip', offset, mask: 1 });
const inspecting = (key: string) => ({ target: { kind: 'stored', key }, edits: [] }) as const;

/** Bytes that differ from place to place, the same every time. */
function patternOf(length: number): Bytes {
  const bytes = new Uint8Array(length);
  for (let index = 0; index < length; index++) bytes[index] = (index * 31 + (index >>> 9)) & 0xff;
  return bytes;
}

const equal = (left: Uint8Array | null, right: Uint8Array): boolean =>
  left !== null && Buffer.compare(left, right) === 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealdrop-vault-'));
  aws = await startLocalAws({ folder, port: 0, appOrigin: 'http://localhost:5173', log: () => {} });
  const { region, endpoints } = aws.config;
  admin = new S3Client({ region, endpoint: endpoints.s3, forcePathStyle: true, credentials: aws.admin });
  alice = await signIn(0);
  bob = await signIn(1);
});

afterAll(async () => {
  admin.destroy();
  await aws.close();
  await rm(folder, { recursive: true });
});

describe('the vault, on the local AWS', () => {
  it.each([
    ['nothing', 0],
    ['one byte', 1],
    ['one frame', 256 * 1024],
    ['one part', 8 * 1024 * 1024],
    ['20 MB in three parts', 20_000_000],
  ])('seals, lists, inspects and opens %s', async (name, length) => {
    const plaintext = patternOf(length);
    const phase = await alice.seal(new File([plaintext], `${name} é😀.bin`));
    const key = `${alice.identityId}/${name} é😀.bin`;
    expect(phase).toEqual({ status: 'done', key, bytes: length });

    const { files } = await alice.commands.list({ folder: '', continuation: null });
    const listed = files.find((file) => file.key === key);
    expect(listed?.name).toBe(`${name} é😀.bin`);
    const stored = await storedBytes(key);
    expect(listed?.storedSize).toBe(stored.length);

    const inspection = await alice.commands.inspect(inspecting(key));
    expect(inspection).toMatchObject({
      placement: 'matches',
      ownership: 'mine',
      chain: {
        steps: { 'header-tag': { outcome: 'passed' } },
        attempts: [{ keyArn: aws.config.kmsKeyId, error: null }],
      },
      message: { plaintextLength: length, suiteId: '0478' },
      storage: { facts: { size: stored.length, checksum: { algorithm: 'CRC32', type: 'FULL_OBJECT' } } },
    });

    const opened = await alice.open(key);
    expect(opened.phase).toEqual({ status: 'done', key, bytes: length });
    expect(equal(opened.bytes, plaintext)).toBe(true);
    expect(await uploadsLeft()).toBe(0);
  });

  it('gives files of one name names of their own', async () => {
    const phases = await Promise.all(
      [1, 2, 3].map((length) => alice.seal(new File([patternOf(length)], 'same.txt'))),
    );
    const keys = phases.map((phase) => (phase.status === 'done' ? phase.key : phase.status));
    expect(keys.toSorted()).toEqual(
      ['same (2).txt', 'same (3).txt', 'same.txt'].map((name) => `${alice.identityId}/${name}`),
    );
  });

  it('names tampering, truncation and trailing bytes, and hands over nothing', async () => {
    const key = `${alice.identityId}/evil.bin`;
    await alice.seal(new File([patternOf(600_000)], 'evil.bin'));
    const good = await storedBytes(key);
    const flipped = good.slice();
    flipped[300_000] = (flipped[300_000] ?? 0) ^ 1;
    const longer = new Uint8Array(good.length + 1);
    longer.set(good);
    for (const [bytes, code] of [
      [flipped, 'frame-tampered'],
      [good.slice(0, -1), 'message-truncated'],
      [longer, 'message-trailing-bytes'],
      [good.slice(0, 50), 'message-truncated'],
      [new TextEncoder().encode('%PDF-1.7'), 'message-not-ours'],
      [new Uint8Array(0), 'message-not-ours'],
    ] as const) {
      await place(key, bytes);
      const { phase, bytes: opened } = await alice.open(key);
      expect([code, phase]).toMatchObject([code, { status: 'failed', error: { code } }]);
      expect(opened).toBeNull();
    }
  });

  it('notices a moved object, and opens it once that is accepted', async () => {
    await alice.seal(new File([patternOf(10)], 'here.bin'));
    const elsewhere = `${alice.identityId}/there.bin`;
    await place(elsewhere, await storedBytes(`${alice.identityId}/here.bin`));
    expect((await alice.open(elsewhere)).phase).toMatchObject({ status: 'failed', error: { code: 'moved' } });
    expect((await alice.commands.inspect(inspecting(elsewhere))).placement).toBe('moved');
    expect(equal((await alice.open(elsewhere, true)).bytes, patternOf(10))).toBe(true);
  });

  it('tells of the key and the object what the person may know, and what was denied', async () => {
    await alice.seal(new File([patternOf(10)], 'facts.bin'));
    const key = `${alice.identityId}/facts.bin`;
    await admin.send(
      new PutObjectTaggingCommand({
        Bucket: aws.config.bucket,
        Key: key,
        Tagging: { TagSet: [{ Key: 'case', Value: '42' }] },
      }),
    );
    expect(await alice.commands.inspect(inspecting(key))).toMatchObject({
      storage: { facts: { tags: { status: 'known', value: [['case', '42']] } } },
      kmsKey: {
        status: 'known',
        value: {
          deletionDate: null,
          aliases: { status: 'failed', error: { code: 'kms-denied' } },
          rotation: { status: 'known', value: { enabled: false } },
          rotations: { status: 'known', value: [] },
        },
      },
    });
  });

  it('keeps each person’s objects from the other, and keys too', async () => {
    await alice.seal(new File([patternOf(10)], 'private.bin'));
    const key = `${alice.identityId}/private.bin`;
    expect((await bob.open(key)).phase).toMatchObject({ status: 'failed', error: { code: 'store-denied' } });
    await expect(bob.commands.inspect(inspecting(key))).rejects.toMatchObject({ code: 'store-denied' });
    expect((await bob.commands.list({ folder: '', continuation: null })).files).toEqual([]);

    const planted = `${bob.identityId}/planted.bin`;
    await place(planted, await storedBytes(key));
    expect((await bob.open(planted, true)).phase).toMatchObject({
      status: 'failed',
      error: { code: 'other-owner' },
    });
    expect(await bob.commands.inspect(inspecting(planted))).toMatchObject({
      ownership: 'other',
      chain: { steps: { unwrap: { outcome: 'failed', error: { code: 'kms-denied' } } } },
    });
  });

  it('verifies what is stored, and shows what each change to a copy of it breaks', async () => {
    await alice.seal(new File([patternOf(20_000_000)], 'verified.bin'));
    const key = `${alice.identityId}/verified.bin`;
    const before = await storedBytes(key);
    const { commands } = alice;
    const verify = (edits: readonly Edit[], what: FrameChoice = { kind: 'all' }) =>
      commands.verify({ id: 'v', ...inspecting(key), edits, what });
    const report = await verify([]);
    expect(report).toMatchObject({ complete: true, framesVerified: 77, bytesVerified: 20_000_000 });
    expect(report.bytesRead).toBeLessThan(before.length + 100_000);
    const [attempt] = report.chain.attempts;
    expect(attempt?.requestId).toMatch(/^[0-9a-f-]{36}$/u);
    const { anatomy, frames } = await commands.inspect(inspecting(key));
    const offsetOf = (wanted: string): number =>
      anatomy.fields.find(({ field }) => field === wanted)?.offset ?? 0;
    const frame = (place: number): number => (frames?.bodyOffset ?? 0) + (place - 1) * (256 * 1024 + 32);
    for (const [edit, step, code] of [
      [flip(offsetOf('message-id')), 'commitment', 'commitment-mismatch'],
      [flip(offsetOf('wrapped-key') + 100), 'unwrap', 'kms-wrapped-key-refused'],
      // The location, which comes first; another owner is refused by policy before that.
      [flip(offsetOf('context-value') + 30), 'unwrap', 'kms-wrapped-key-refused'],
      [flip(offsetOf('header-tag')), 'header-tag', 'header-tampered'],
      [flip(frame(40) + 1000), 'frames', 'frame-tampered'],
      [flip(frame(41) - 1), 'frames', 'frame-tampered'],
      [{ kind: 'swap-frames', first: 3, second: 70 }, 'frames', 'message-out-of-order'],
      [{ kind: 'cut', length: before.length - 1000 }, 'frames', 'message-truncated'],
    ] as const) {
      const { complete, chain } = await verify([edit]);
      expect([code, complete, chain.steps[step]]).toMatchObject([
        code,
        false,
        { outcome: 'failed', error: { code } },
      ]);
    }
    expect(equal(await storedBytes(key), before)).toBe(true);
    const { frames: shown } = await commands.frames({ ...inspecting(key), places: [77, 1] });
    expect(shown).toMatchObject([
      { place: 77, final: true, tag: Buffer.from(before.subarray(-16)).toString('hex') },
      { place: 1, sequence: 1, iv: '000000000000000000000001' },
    ]);
  });

  it('leaves no upload behind when cancelled on the way', async () => {
    const phase = await alice.seal(new File([patternOf(40_000_000)], 'stopped.bin'), (phase, id) => {
      if (phase.status === 'moving' && phase.moved > 0) void alice.commands.cancel({ id });
    });
    expect(phase).toEqual({ status: 'cancelled' });
    expect(await uploadsLeft()).toBe(0);
    const { files } = await alice.commands.list({ folder: '', continuation: null });
    expect(files.some(({ name }) => name === 'stopped.bin')).toBe(false);
  });
});
