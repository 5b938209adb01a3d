import { startLocalTarget } from './local-target.ts';

/** The child process of the memory measurement: starts the server, tells its facts on stdout, ends when stdin does. */
const local = await startLocalTarget();
process.stdout.write(`${JSON.stringify(local.facts)}\n`);
process.stdin.resume();
process.stdin.once('end', () => {
  void local.stop().finally(() => process.exit(0));
});
