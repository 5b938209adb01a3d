import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createApp } from './create-app.ts';
import { parseSettings } from './settings.ts';

/** What the CDK's command runs: the choices of `infra/deployment.json`, where there is one, and the build in `dist`. */
const settingsFile = fileURLToPath(new URL('../deployment.json', import.meta.url));
const siteFolder = fileURLToPath(new URL('../../dist', import.meta.url));

const settings = parseSettings(
  existsSync(settingsFile) ? JSON.parse(readFileSync(settingsFile, 'utf8')) : {},
);
createApp({ settings, siteFolder }).app.synth();
