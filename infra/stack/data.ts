import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { bucketCors } from '../cors.ts';
import { abortUnfinishedUploads } from '../lifecycle.ts';
import type { Settings } from './settings.ts';

interface DataInput {
  readonly settings: Settings;
  /** Given, not generated: the site's headers name the bucket and its rules name the site, so neither can wait for the other. */
  readonly bucketName: string;
  /** origins whose pages may reach the bucket */
  readonly origins: readonly string[];
  readonly logs: s3.Bucket | null;
}

/** What every bucket of the stack has in common. */
export const lockedBucket = {
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  encryption: s3.BucketEncryption.S3_MANAGED,
} satisfies s3.BucketProps;

/** The bucket of sealed files. */
export class Data extends Construct {
  readonly bucket: s3.Bucket;

  constructor(scope: Construct, id: string, { settings, bucketName, origins, logs }: DataInput) {
    super(scope, id);
    const { oldVersionDays, replication } = settings;
    this.bucket = new s3.Bucket(this, 'Bucket', {
      ...lockedBucket,
      bucketName,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      versioned: true,
      cors: [
        {
          allowedOrigins: [...origins],
          allowedMethods: bucketCors.allowedMethods.map((method) => s3.HttpMethods[method]),
          allowedHeaders: [...bucketCors.allowedHeaders],
          exposedHeaders: [...bucketCors.exposeHeaders],
          maxAge: bucketCors.maxAgeSeconds,
        },
      ],
      lifecycleRules: [
        {
          id: abortUnfinishedUploads.id,
          abortIncompleteMultipartUploadAfter: Duration.days(abortUnfinishedUploads.days),
        },
        ...(oldVersionDays === null
          ? []
          : [{ id: 'expire-old-versions', noncurrentVersionExpiration: Duration.days(oldVersionDays) }]),
      ],
      ...(logs === null ? {} : { serverAccessLogsBucket: logs, serverAccessLogsPrefix: 's3/' }),
      removalPolicy: settings.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    if (replication !== null) replicate(this.bucket, replication.bucketArn);
  }
}

/** Where S3 and CloudFront write who asked for what. */
export class Logs extends Construct {
  readonly bucket: s3.Bucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bucket = new s3.Bucket(this, 'Bucket', {
      ...lockedBucket,
      // CloudFront's standard logs are written by an access control list.
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED,
      lifecycleRules: [{ id: 'ninety-days', expiration: Duration.days(90) }],
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}

/** Source: Amazon S3 User Guide, "Setting up permissions for live replication". */
function replicate(bucket: s3.Bucket, destinationArn: string): void {
  const role = new iam.Role(bucket, 'Replication', {
    assumedBy: new iam.ServicePrincipal('s3.amazonaws.com'),
  });
  const allow = (actions: readonly string[], resource: string): void => {
    role.addToPolicy(new iam.PolicyStatement({ actions: [...actions], resources: [resource] }));
  };
  allow(['s3:GetReplicationConfiguration', 's3:ListBucket'], bucket.bucketArn);
  allow(
    ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging'],
    bucket.arnForObjects('*'),
  );
  allow(['s3:ReplicateObject', 's3:ReplicateTags'], `${destinationArn}/*`);
  const resource = bucket.node.defaultChild;
  if (!(resource instanceof s3.CfnBucket)) throw new Error('the bucket has no resource of its own');
  resource.replicationConfiguration = {
    role: role.roleArn,
    rules: [
      {
        id: 'everything',
        status: 'Enabled',
        priority: 1,
        filter: { prefix: '' },
        // What is deleted here stays there: that is what a second copy is for.
        deleteMarkerReplication: { status: 'Disabled' },
        destination: { bucket: destinationArn },
      },
    ],
  };
}
