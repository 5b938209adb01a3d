import { installDependencies, requireNode } from './prepare.mjs';

requireNode();
installDependencies();
const { register } = await import('tsx/esm/api');
register();
const { doctor } = await import('./doctor/doctor.ts');
process.exitCode = await doctor(process.argv.slice(2));
