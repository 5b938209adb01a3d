import { defineConfig } from '@playwright/test';
import base from '../playwright.config.ts';

/** What of the suite is about the store: it must hold whoever's S3 it is. The rest is said of Ceph alone. */
const storage = [
  'main-job',
  'opening',
  'failures',
  'hard-cases',
  'survival',
  'people',
  'folders',
  'many',
  'media',
  'view',
];

export default defineConfig({
  ...base,
  testDir: '..',
  // Ceph's credentials last 15 minutes at least and cannot be ended: such an upload ends before anybody must sign in again. Three thousand files
  // are about the list; to delete them and their versions keeps Ceph from everything else for more than a minute.
  grepInvert: /a sign-in that ends in mid-upload|three thousand files/u,
  testMatch: [...storage.map((name) => `${name}.e2e.ts`), 'ceph/*.ceph.ts'],
  outputDir: '../../test-results/ceph',
});
