import { describe, expect, it } from 'vitest';
import { allowKey, allowOrigin, allowRole, narrowRole, trustRole, type Deployment } from './fixes.ts';

const deployment: Deployment = {
  config: {
    region: 'eu-central-1',
    bucket: 'files',
    kmsKeyId: 'alias/sealdrop',
    identityPool: { id: 'eu-central-1:pool', loginProvider: 'login.example.org' },
  },
  origin: 'https://files.example.org',
  keyArn: 'arn:aws:kms:eu-central-1:111122223333:key/1234',
};

const parsed = (json: string | null): unknown => JSON.parse(json ?? '');

describe('fixes', () => {
  it('are the one statement that lacks, for this bucket, with the command that adds it', () => {
    const { json, file, command } = allowRole(deployment, 'ListOwnPrefix');
    expect(parsed(json)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'ListOwnPrefix',
          Effect: 'Allow',
          Action: ['s3:ListBucket', 's3:ListBucketVersions'],
          Resource: 'arn:aws:s3:::files',
          Condition: { StringLike: { 's3:prefix': '${cognito-identity.amazonaws.com:sub}/*' } },
        },
      ],
    });
    expect(command).toContain(`--policy-document file://${file}`);
  });

  it('name the key as KMS called it, and leave to be filled in what is not known', () => {
    expect(narrowRole(deployment, 'OwnMessages').json).toContain(deployment.keyArn);
    const unknown = narrowRole({ ...deployment, keyArn: null }, 'OwnMessages').json;
    expect(unknown).toContain('arn:aws:kms:eu-central-1:<account>:key/<id of alias/sealdrop>');
    expect(allowKey(deployment).json).toContain('arn:aws:iam::111122223333:role/');
  });

  it('let the page’s origin in, and no other', () => {
    expect(parsed(allowOrigin(deployment).json)).toMatchObject({
      CORSRules: [{ AllowedOrigins: ['https://files.example.org'] }],
    });
  });

  it('bind the role’s trust to the pool and to people who signed in', () => {
    const { json } = trustRole(deployment);
    expect(json).toContain('"cognito-identity.amazonaws.com:aud": "eu-central-1:pool"');
    expect(json).toContain('"cognito-identity.amazonaws.com:amr": "authenticated"');
  });

  it.each([
    ['cn-north-1', 'arn:aws-cn:s3:::files'],
    ['us-gov-west-1', 'arn:aws-us-gov:s3:::files'],
  ])('in %s are of its partition', (region, arn) => {
    const elsewhere = { ...deployment, config: { ...deployment.config, region } };
    expect(allowRole(elsewhere, 'OwnObjects').json).toContain(`${arn}/`);
  });
});
