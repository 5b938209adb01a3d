import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { pageHtml, viewerHtml } from '../../testing/header-table.ts';
import { createApp } from '../create-app.ts';
import { parseSettings } from '../settings.ts';

export const replicaArn = 'arn:aws:s3:::second-copy';

/** A deployment with nothing said about it, and one with everything chosen otherwise. */
const deployments = {
  usual: {},
  everything: {
    signIn: { mfa: 'required', domainPrefix: 'drop' },
    site: {
      domainName: 'files.example.org',
      certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/a',
    },
    otherOrigins: ['http://localhost:5173'],
    asymmetricKey: true,
    keyAdministrators: ['arn:aws:iam::111122223333:role/keys'],
    guests: true,
    accessLogs: false,
    dataEvents: true,
    replication: { bucketArn: replicaArn },
    oldVersionDays: 90,
    keepData: false,
  },
} as const;

type App = ReturnType<typeof createApp>;

/**
 * The template of a deployment. Throws, as `npm run synth` does, when cdk-nag finds what nag.ts does not explain.
 * @param change what is done to the stack before
 */
export function synthesize(settings: object, change: (made: App) => void = () => {}): Template {
  const folder = mkdtempSync(join(tmpdir(), 'sealdrop-cdk-'));
  const [siteFolder, outdir] = [join(folder, 'site'), join(folder, 'out')];
  try {
    mkdirSync(join(siteFolder, 'viewer'), { recursive: true });
    writeFileSync(join(siteFolder, 'index.html'), pageHtml);
    writeFileSync(join(siteFolder, 'viewer', 'index.html'), viewerHtml);
    const made = createApp({ settings: parseSettings(settings), siteFolder, outdir });
    change(made);
    made.app.synth();
    return Template.fromStack(made.stack);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The one resource of a type that matches. */
export function only(template: Template, type: string, props: object = {}): Record<string, unknown> {
  const found = Object.values(template.findResources(type, { Properties: props }));
  const [one, ...more] = found;
  if (one === undefined || more.length > 0) throw new Error(`${found.length} of ${type}`);
  return one;
}

const made = new Map<keyof typeof deployments, Template>();

function once(name: keyof typeof deployments): Template {
  const template = made.get(name) ?? synthesize(deployments[name]);
  made.set(name, template);
  return template;
}

/** With nothing said. */
export const usual = (): Template => once('usual');
/** With everything chosen otherwise. */
export const everything = (): Template => once('everything');
