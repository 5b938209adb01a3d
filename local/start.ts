import { homedir } from 'node:os';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startLocalAws } from './aws.ts';
import { listenOnLoopback, PortTaken } from './server/listen.ts';
import { createSiteServer } from './site/site-server.ts';
import { DataFolderError } from './state/data-folder-error.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const usage = `npm start -- [--port 5173] [--aws-port 4566] [--data .sealdrop]

  --port      where the app is served            (or SEALDROP_PORT)
  --aws-port  where the local AWS listens        (or SEALDROP_AWS_PORT)
  --data      folder of the local AWS's objects,
              keys and sign-ins                  (or SEALDROP_DATA)`;

interface StartOptions {
  readonly port: number;
  readonly awsPort: number;
  readonly folder: string;
}

/** A sentence for the person at the terminal; no stack trace belongs with it. */
class StartRefusal extends Error {}

/** Serves the built app and the local AWS until SIGINT or SIGTERM. */
export async function start(args: readonly string[]): Promise<void> {
  try {
    const options = readOptions(args);
    if (options === null) console.log(usage);
    else await serve(options);
  } catch (error) {
    console.error(sentenceOf(error));
    process.exit(1);
  }
}

function readOptions(args: readonly string[]): StartOptions | null {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: process.env['SEALDROP_PORT'] ?? '5173' },
        'aws-port': { type: 'string', default: process.env['SEALDROP_AWS_PORT'] ?? '4566' },
        data: { type: 'string', default: process.env['SEALDROP_DATA'] ?? resolve(root, '.sealdrop') },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }));
  } catch (error) {
    throw new StartRefusal(`${error instanceof Error ? error.message : 'Unknown option.'}\n\n${usage}`);
  }
  if (values.help) return null;
  const port = portOf(values.port, '--port');
  const awsPort = portOf(values['aws-port'], '--aws-port');
  if (port === awsPort)
    throw new StartRefusal(`The app and the local AWS cannot share port ${port}; choose two.`);
  return { port, awsPort, folder: resolve(values.data) };
}

function portOf(text: string, option: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new StartRefusal(`${option} must be a port number from 1 to 65535, not '${text}'.`);
}

async function serve({ port, awsPort, folder }: StartOptions): Promise<void> {
  const origin = `http://localhost:${port}`;
  let config: unknown = null;
  const site = await listenOnLoopback(
    await createSiteServer({
      folder: resolve(root, 'dist'),
      deployment: () => ({ origin, config, connectTo: [`http://localhost:${awsPort}`] }),
    }),
    port,
  );
  let aws;
  try {
    aws = await startLocalAws({ folder, port: awsPort, appOrigin: origin });
  } catch (error) {
    await site.close();
    throw error;
  }
  const started = aws;
  config = started.config;

  const users = aws.demoUsers.map(({ username, password }) => `${username} / ${password}`).join('   ');
  console.log(
    [
      '',
      `  Sealdrop   ${origin}`,
      '',
      `  Sign in    ${users}`,
      `  Local AWS  ${aws.url}   (admin credentials: ${shortPath(aws.adminCredentialsFile)})`,
      `  Data       ${shortPath(folder)}`,
      '',
      '  Ctrl-C stops both.',
      '',
    ].join('\n'),
  );
  const stop = (): void => {
    void Promise.allSettled([site.close(), started.close()]).then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  process.once('SIGHUP', stop);
}

function sentenceOf(error: unknown): string {
  if (error instanceof PortTaken) {
    return `Port ${error.port} is taken by another program. Stop it, or choose others: npm start -- --port 5174 --aws-port 4567`;
  }
  if (error instanceof DataFolderError || error instanceof StartRefusal) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function shortPath(path: string): string {
  const fromHere = relative(process.cwd(), path);
  if (fromHere !== '' && !fromHere.startsWith('..')) return fromHere;
  return path.startsWith(homedir()) ? path.replace(homedir(), '~') : path;
}
