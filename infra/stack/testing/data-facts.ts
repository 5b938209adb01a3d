import { Match, type Template } from 'aws-cdk-lib/assertions';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { bucketCors } from '../../cors.ts';
import { everything, only, replicaArn, usual } from './templates.ts';

const anyBucket = 'AWS::S3::Bucket';
const sealedFiles = { BucketName: Match.anyValue() };

function deny(condition: object): object {
  return { Effect: 'Deny', Action: 's3:*', Principal: { AWS: '*' }, Condition: condition };
}

/** What holds of the bucket of sealed files, and of every other. Tests, for `stack.test.ts`. */
export function dataFacts(): void {
  describe('the bucket', () => {
    it('is private, versioned, encrypted, and goes by nobody’s access control list', () => {
      usual().hasResourceProperties(anyBucket, {
        ...sealedFiles,
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        VersioningConfiguration: { Status: 'Enabled' },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
      });
    });

    it('as every bucket here, is closed to the public and to what is not TLS 1.2', () => {
      for (const template of [usual(), everything()]) {
        const buckets = Object.entries(template.findResources(anyBucket));
        expect(buckets.length).toBeGreaterThan(1);
        for (const [name, { Properties: properties }] of buckets) {
          expect(properties, name).toMatchObject({
            PublicAccessBlockConfiguration: { BlockPublicPolicy: true, RestrictPublicBuckets: true },
          });
          template.hasResourceProperties('AWS::S3::BucketPolicy', {
            Bucket: { Ref: name },
            PolicyDocument: {
              Statement: Match.arrayWith([
                Match.objectLike(deny({ Bool: { 'aws:SecureTransport': 'false' } })),
                Match.objectLike(deny({ NumericLessThan: { 's3:TlsVersion': 1.2 } })),
              ]),
            },
          });
        }
      }
    });

    it('lets the site’s pages in, and reads out the headers the app needs, no other', () => {
      const { allowedMethods, allowedHeaders, exposeHeaders, maxAgeSeconds } = bucketCors;
      const rule = {
        AllowedMethods: [...allowedMethods],
        AllowedHeaders: [...allowedHeaders],
        ExposedHeaders: [...exposeHeaders],
        MaxAge: maxAgeSeconds,
      };
      everything().hasResourceProperties(anyBucket, {
        ...sealedFiles,
        CorsConfiguration: {
          CorsRules: [{ ...rule, AllowedOrigins: ['https://files.example.org', 'http://localhost:5173'] }],
        },
      });
      const origins = originsOf(usual());
      expect(JSON.stringify(origins)).toMatch(/https:\/\/.*DomainName/u);
      expect(origins).toHaveLength(1);
      expect(exposeHeaders.join()).not.toContain('*');
      expect(exposeHeaders).toEqual(
        expect.arrayContaining(['ETag', 'x-amz-checksum-crc32', 'Content-Range']),
      );
    });

    it('aborts what is left of uploads, and keeps old versions unless told otherwise', () => {
      const abort = Match.objectLike({
        Status: 'Enabled',
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
      });
      usual().hasResourceProperties(anyBucket, {
        ...sealedFiles,
        LifecycleConfiguration: { Rules: [abort] },
      });
      everything().hasResourceProperties(anyBucket, {
        ...sealedFiles,
        LifecycleConfiguration: {
          Rules: [abort, Match.objectLike({ NoncurrentVersionExpiration: { NoncurrentDays: 90 } })],
        },
      });
    });

    it('stays when the stack is removed, unless told otherwise', () => {
      expect(only(usual(), anyBucket, sealedFiles)['DeletionPolicy']).toBe('Retain');
      expect(only(everything(), anyBucket, sealedFiles)['DeletionPolicy']).toBe('Delete');
    });

    it('is logged, and copied, where that was chosen', () => {
      usual().hasResourceProperties(anyBucket, {
        ...sealedFiles,
        LoggingConfiguration: Match.anyValue(),
        ReplicationConfiguration: Match.absent(),
      });
      everything().hasResourceProperties(anyBucket, {
        ...sealedFiles,
        LoggingConfiguration: Match.absent(),
        ReplicationConfiguration: Match.objectLike({
          Rules: [Match.objectLike({ Destination: { Bucket: replicaArn }, Status: 'Enabled' })],
        }),
      });
    });
  });
}

const corsSchema = v.object({
  Properties: v.object({
    CorsConfiguration: v.object({
      CorsRules: v.tuple([v.object({ AllowedOrigins: v.array(v.unknown()) })]),
    }),
  }),
});

function originsOf(template: Template): readonly unknown[] {
  const { Properties: properties } = v.parse(corsSchema, only(template, anyBucket, sealedFiles));
  return properties.CorsConfiguration.CorsRules[0].AllowedOrigins;
}
