import assert from 'node:assert/strict';
import {
  AbortMultipartUploadCommand,
  type BucketLifecycleConfiguration,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketEncryptionCommand,
  DeleteBucketLifecycleCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  ListPartsCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { type CaseContext, type ConformanceCase, expectFailure, uniqueName } from './case.ts';

const day = 86_400_000;

const abortAfter = (
  days: number,
  prefix = '',
): NonNullable<BucketLifecycleConfiguration['Rules']>[number] => ({
  ID: `abort-after-${days}`,
  Status: 'Enabled',
  Filter: { Prefix: prefix },
  AbortIncompleteMultipartUpload: { DaysAfterInitiation: days },
});

/** The bucket's rule for unfinished uploads, and its default encryption. */
export const bucketSettingsCases: readonly ConformanceCase[] = [
  {
    id: 'lifecycle/configuration',
    run: async (context) => {
      const { client, Bucket } = await ownBucket(context);
      const read = new GetBucketLifecycleConfigurationCommand({ Bucket });
      await expectFailure(client.send(read), 404, 'NoSuchLifecycleConfiguration');
      await configure(client, Bucket, [abortAfter(7)]);
      const { Rules = [] } = await client.send(read);
      assert.deepEqual(
        Rules.map(({ ID, Status, AbortIncompleteMultipartUpload: abort }) => [
          ID,
          Status,
          abort?.DaysAfterInitiation,
        ]),
        [['abort-after-7', 'Enabled', 7]],
      );
      await client.send(new DeleteBucketLifecycleCommand({ Bucket }));
      await expectFailure(client.send(read), 404, 'NoSuchLifecycleConfiguration');
    },
  },
  {
    id: 'lifecycle/abort-date',
    run: async (context) => {
      const { client, Bucket } = await ownBucket(context);
      await configure(client, Bucket, [abortAfter(7), abortAfter(3, 'soon/'), abortAfter(9, 'soon/')]);
      const told = await begin(client, Bucket, context.key());
      assert.equal(told.AbortRuleId, 'abort-after-7');
      const left = (told.AbortDate?.getTime() ?? 0) - Date.now();
      assert.ok(left > 7 * day - 60_000 && left <= 8 * day + 60_000, String(told.AbortDate));
      assert.equal((told.AbortDate?.getTime() ?? 1) % day, 0, 'midnight, UTC');
      assert.equal(told.listed.AbortRuleId, 'abort-after-7');
      assert.equal((await begin(client, Bucket, `soon/${context.key()}`)).AbortRuleId, 'abort-after-3');
    },
  },
  {
    id: 'lifecycle/no-rule-fits',
    run: async (context) => {
      const { client, Bucket } = await ownBucket(context);
      assert.equal((await begin(client, Bucket, context.key())).AbortDate, undefined);
      await configure(client, Bucket, [{ ...abortAfter(7), Status: 'Disabled' }]);
      assert.equal((await begin(client, Bucket, context.key())).AbortDate, undefined);
      await configure(client, Bucket, [abortAfter(7, 'elsewhere/')]);
      assert.equal((await begin(client, Bucket, context.key())).AbortDate, undefined);
    },
  },
  {
    id: 'lifecycle/bad-rules',
    run: async (context) => {
      const { client, Bucket } = await ownBucket(context);
      await expectFailure(configure(client, Bucket, [abortAfter(0)]), 400, 'InvalidArgument');
      await expectFailure(configure(client, Bucket, [abortAfter(2), abortAfter(2)]), 400, 'InvalidArgument');
      const { ID, Status, Filter } = abortAfter(1);
      await expectFailure(configure(client, Bucket, [{ ID, Status, Filter }]), 400, 'InvalidRequest');
    },
  },
  {
    id: 'encryption/configuration',
    run: async (context) => {
      const { client, Bucket } = await ownBucket(context);
      assert.equal(await defaultOf(client, Bucket), 'AES256 undefined false');
      const KMSMasterKeyID = 'alias/some-key';
      await client.send(
        new PutBucketEncryptionCommand({
          Bucket,
          ServerSideEncryptionConfiguration: {
            Rules: [
              {
                ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID },
                BucketKeyEnabled: true,
              },
            ],
          },
        }),
      );
      assert.equal(await defaultOf(client, Bucket), `aws:kms ${KMSMasterKeyID} true`);
      await client.send(new DeleteBucketEncryptionCommand({ Bucket }));
      assert.equal(await defaultOf(client, Bucket), 'AES256 undefined false');
    },
  },
  {
    id: 'encryption/key-without-kms',
    run: async (context) => {
      const { client, Bucket } = await ownBucket(context);
      const byDefault = { SSEAlgorithm: 'AES256', KMSMasterKeyID: 'alias/some-key' } as const;
      const put = new PutBucketEncryptionCommand({
        Bucket,
        ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: byDefault }] },
      });
      await expectFailure(client.send(put), 400, 'InvalidArgument');
    },
  },
];

async function ownBucket({
  target,
}: CaseContext): Promise<{ readonly client: S3Client; readonly Bucket: string }> {
  const client = target.client();
  const Bucket = uniqueName('conformance-settings');
  await client.send(new CreateBucketCommand({ Bucket }));
  return { client, Bucket };
}

async function configure(
  client: S3Client,
  Bucket: string,
  Rules: NonNullable<BucketLifecycleConfiguration['Rules']>,
): Promise<void> {
  await client.send(
    new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }),
  );
}

/** What CreateMultipartUpload says of the rule that aborts it, and ListParts; nothing is left of it. */
async function begin(client: S3Client, Bucket: string, Key: string) {
  const { UploadId, AbortDate, AbortRuleId } = await client.send(
    new CreateMultipartUploadCommand({ Bucket, Key }),
  );
  const listed = await client.send(new ListPartsCommand({ Bucket, Key, UploadId }));
  await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
  return { AbortDate, AbortRuleId, listed };
}

async function defaultOf(client: S3Client, Bucket: string): Promise<string> {
  const { ServerSideEncryptionConfiguration: told } = await client.send(
    new GetBucketEncryptionCommand({ Bucket }),
  );
  const [rule] = told?.Rules ?? [];
  const { SSEAlgorithm, KMSMasterKeyID } = rule?.ApplyServerSideEncryptionByDefault ?? {};
  return `${SSEAlgorithm} ${KMSMasterKeyID} ${rule?.BucketKeyEnabled}`;
}
