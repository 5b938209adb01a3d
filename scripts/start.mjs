import { buildApp, installDependencies, requireNode } from './prepare.mjs';

requireNode();
installDependencies();
buildApp();
const { register } = await import('tsx/esm/api');
register();
const { start } = await import('../local/start.ts');
await start(process.argv.slice(2));
