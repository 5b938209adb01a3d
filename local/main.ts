import { parseArgs } from 'node:util';
import { startLocalAws } from './aws.ts';
import { PortTaken } from './server/listen.ts';
import { DataFolderError } from './state/data-folder-error.ts';

/** `node --import tsx local/main.ts [--port 4566] [--data .sealdrop] [--app-origin http://localhost:5173]` */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4566' },
    data: { type: 'string', default: '.sealdrop' },
    'app-origin': { type: 'string', default: 'http://localhost:5173' },
  },
});

try {
  const aws = await startLocalAws({
    folder: values.data,
    port: Number(values.port),
    appOrigin: values['app-origin'],
  });
  console.log(`Local AWS ready at ${aws.url}, admin credentials in ${aws.adminCredentialsFile}`);
  const stop = (): void => void aws.close().finally(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
} catch (thrown) {
  if (!(thrown instanceof DataFolderError || thrown instanceof PortTaken)) throw thrown;
  console.error(thrown.message);
  process.exitCode = 1;
}
