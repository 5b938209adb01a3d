import { RemovalPolicy } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { lockedBucket } from './data.ts';

/** A trail of every read and write of an object and every call to KMS, with the encryption context in it. */
export class Audit extends Construct {
  constructor(
    scope: Construct,
    id: string,
    input: { readonly bucket: s3.Bucket; readonly logs: s3.Bucket | null },
  ) {
    super(scope, id);
    const records = new s3.Bucket(this, 'Records', {
      ...lockedBucket,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      versioned: true,
      ...(input.logs === null
        ? {}
        : { serverAccessLogsBucket: input.logs, serverAccessLogsPrefix: 'trail/' }),
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const trail = new cloudtrail.Trail(this, 'Trail', {
      bucket: records,
      enableFileValidation: true,
      includeGlobalServiceEvents: true,
      isMultiRegionTrail: false,
      // KMS calls are management events; what is done with objects are data events.
      managementEvents: cloudtrail.ReadWriteType.ALL,
    });
    trail.addS3EventSelector([{ bucket: input.bucket }], {
      readWriteType: cloudtrail.ReadWriteType.ALL,
      includeManagementEvents: true,
    });
  }
}
