import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import * as v from 'valibot';
import { callExpression, type Driver, type PageElement } from './driver.ts';
import { startVirtualDisplay } from './virtual-display.ts';
import { openWebDriverSession, type WebDriverSession } from './webdriver-session.ts';

/** A reference to an element, section 12 of the WebDriver specification; the name is fixed there. */
const elementKey = 'element-6066-11e4-a52e-4f735466cecf';
const elementSchema = v.object({ [elementKey]: v.string() });

/**
 * WebKitGTK's MiniBrowser by WebKitWebDriver. An automated WebKit keeps nothing on disk: storage lives as long as the
 * process. Downloads go where the person's directories say.
 */
export async function startWebKit(
  programs: { readonly webDriver: string; readonly miniBrowser: string; readonly display: string },
  folder: string,
): Promise<Driver> {
  const downloads = join(folder, 'Downloads');
  const settings = join(folder, '.config');
  await mkdir(downloads, { recursive: true });
  await mkdir(settings);
  await writeFile(join(settings, 'user-dirs.dirs'), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
  const display = await startVirtualDisplay(programs.display);
  const port = await freePort();
  const child = spawn(programs.webDriver, [`--port=${port}`], {
    stdio: 'ignore',
    env: {
      ...process.env,
      HOME: folder,
      XDG_CONFIG_HOME: settings,
      DISPLAY: display.name,
      GDK_BACKEND: 'x11',
      // Its sandbox needs user namespaces, which containers lack.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    },
  });
  const session = await openWebDriverSession(`http://127.0.0.1:${port}`, {
    'webkitgtk:browserOptions': { binary: programs.miniBrowser, args: ['--automation'] },
  });
  return driverOf(session, downloads, child, async () => {
    await session.close();
    child.kill();
    await once(child, 'exit');
    await display.close();
  });
}

function driverOf(
  session: WebDriverSession,
  downloads: string,
  child: ChildProcess,
  close: () => Promise<void>,
): Driver {
  const run = (expression: string): Promise<unknown> =>
    session.command('POST', '/execute/sync', { script: `return ${expression}`, args: [] });
  return {
    downloads,
    rootProcess: child.pid ?? 0,
    version: session.version,
    async goto(url) {
      await session.command('POST', '/url', { url });
    },
    async reload() {
      await session.command('POST', '/refresh');
    },
    async evaluate(pageFunction, ...args) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the function's own result, by way of JSON
      return (await run(callExpression(pageFunction, args))) as Awaited<ReturnType<typeof pageFunction>>;
    },
    async find(pageFunction, ...args) {
      const found = await run(callExpression(pageFunction, args));
      return found === null ? null : elementOf(session, v.parse(elementSchema, found)[elementKey]);
    },
    close,
  };
}

function elementOf(session: WebDriverSession, id: string): PageElement {
  const path = `/element/${encodeURIComponent(id)}`;
  const send = (text: string) => session.command('POST', `${path}/value`, { text });
  return {
    async click() {
      await session.command('POST', `${path}/click`);
    },
    async type(text) {
      await send(text);
    },
    async chooseFile(file) {
      await send(file);
    },
  };
}

/** A port that nobody listens on now. WebKitWebDriver takes no port 0. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
