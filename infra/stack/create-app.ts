import { App, Validations, type Stack } from 'aws-cdk-lib';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { AwsSolutionsChecks } from 'cdk-nag';
import { createSealdropStack } from './sealdrop-stack.ts';
import type { Settings } from './settings.ts';

/**
 * The CDK app of one deployment. Its synthesis fails on every finding of cdk-nag that nag.ts does not explain.
 * `siteFolder`: of the production build.
 */
export function createApp(input: {
  readonly settings: Settings;
  readonly siteFolder: string;
  readonly outdir?: string;
}): { readonly app: App; readonly stack: Stack } {
  const { settings, siteFolder, outdir } = input;
  const app = new App({ postCliContext: recommendedFlags, ...(outdir === undefined ? {} : { outdir }) });
  const stack = createSealdropStack(app, { settings, siteFolder });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return { app, stack };
}
