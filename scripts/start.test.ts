import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from './prepare.mjs';

const startScript = join(root, 'scripts', 'start.mjs');
const readyLine = 'Ctrl-C stops both.';

let folder: string;
let ports: { readonly app: number; readonly aws: number };
let taken: Server | null = null;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealdrop-start-'));
  ports = { app: await freePort(), aws: await freePort() };
});

afterEach(async () => {
  await new Promise((resolve) => (taken === null ? resolve(null) : taken.close(resolve)));
  taken = null;
  await rm(folder, { recursive: true, force: true });
});

describe('npm start', () => {
  it('prints address, users and data folder, serves both, and SIGINT stops all of it', async () => {
    const run = start(options());
    await run.ready;
    expect(run.output()).toContain(`http://localhost:${ports.app}`);
    expect(run.output()).toContain('alice / alice-demo');
    expect(run.output()).toContain(folder);
    const config: unknown = await (await fetch(`http://localhost:${ports.app}/config.json`)).json();
    expect(config).toMatchObject({ endpoints: { s3: `http://localhost:${ports.aws}` } });
    const page = await fetch(`http://localhost:${ports.app}/`);
    expect(page.headers.get('content-security-policy')).toContain("require-trusted-types-for 'script'");

    run.process.kill('SIGINT');
    expect(await run.exit).toBe(0);
    await expect(fetch(`http://localhost:${ports.app}/`)).rejects.toThrow();
    await expect(fetch(`http://localhost:${ports.aws}/`)).rejects.toThrow();
  });

  it.each(['app', 'aws'] as const)('names the %s port when it is taken', async (which) => {
    taken = createServer().listen(ports[which], '127.0.0.1');
    await expectSentence(options(), `Port ${ports[which]} is taken by another program.`);
  });

  it('names the damaged file of the data folder', async () => {
    const first = start(options());
    await first.ready;
    first.process.kill('SIGTERM');
    await first.exit;
    await writeFile(join(folder, 'kms.json'), '{"version":');
    await expectSentence(options(), join(folder, 'kms.json'));
  });

  it('refuses a folder that is used by a running one', async () => {
    const first = start(options());
    await first.ready;
    const others = { app: await freePort(), aws: await freePort() };
    await expectSentence(options(others), folder);
    first.process.kill('SIGTERM');
    expect(await first.exit).toBe(0);
  });

  it.each([
    [['--port', 'eighty'], "--port must be a port number from 1 to 65535, not 'eighty'."],
    [['--port', '5000', '--aws-port', '5000'], 'cannot share port 5000'],
    [['--colour'], "Unknown option '--colour'"],
  ])('says what is wrong with %j', async (args, sentence) => {
    await expectSentence(args, sentence);
  });

  it('asks for a newer Node.js', async () => {
    const old = 'data:text/javascript,Object.defineProperty(process.versions,"node",{value:"18.19.0"})';
    await expectSentence([], 'Sealdrop needs Node.js 20.19 or newer; this is 18.19.0.', ['--import', old]);
  });
});

async function expectSentence(args: readonly string[], sentence: string, nodeArgs: readonly string[] = []) {
  const run = start(args, nodeArgs);
  expect(await run.exit).toBe(1);
  expect(run.output()).toContain(sentence);
  expect(run.output()).not.toMatch(/^\s+at /mu);
}

function options(chosen = ports): string[] {
  return ['--port', String(chosen.app), '--aws-port', String(chosen.aws), '--data', folder];
}

function start(args: readonly string[], nodeArgs: readonly string[] = []) {
  const child = spawn(process.execPath, [...nodeArgs, startScript, ...args], { cwd: root });
  let text = '';
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
  const ready = new Promise<void>((resolve, reject) => {
    const take = (chunk: Buffer): void => {
      text += chunk.toString();
      if (text.includes(readyLine)) resolve();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('close', () => reject(new Error(`ended before it was ready: ${text}`)));
  });
  ready.catch(() => {});
  return { process: child, exit, ready, output: () => text };
}

/** Nobody else asks for this port between here and its use. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
