import { accessCases } from './access-cases.ts';
import { bucketSettingsCases } from './bucket-settings-cases.ts';
import type { ConformanceCase } from './case.ts';
import { checksumCases } from './checksum-cases.ts';
import { corsCases } from './cors-cases.ts';
import { isolationCases } from './isolation-cases.ts';
import { listingCases } from './listing-cases.ts';
import { multipartChecksumCases } from './multipart-checksum-cases.ts';
import { multipartCases } from './multipart-cases.ts';
import { objectCases } from './object-cases.ts';
import { readCases } from './read-cases.ts';
import { copyCases, versionCases } from './version-cases.ts';

/** What this app and its tests rely on in S3, case by case; every server they meet is held to it. */
export const suite: readonly ConformanceCase[] = [
  ...objectCases,
  ...readCases,
  ...multipartCases,
  ...multipartChecksumCases,
  ...checksumCases,
  ...accessCases,
  ...isolationCases,
  ...corsCases,
  ...listingCases,
  ...copyCases,
  ...versionCases,
  ...bucketSettingsCases,
];
