import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { keyPolicy, rsaKeyPolicy } from '../key-policy.ts';
import type { Settings } from './settings.ts';

interface KeysInput {
  readonly settings: Settings;
  /** roles whose holders use the keys */
  readonly users: readonly iam.Role[];
  /** roles that may seal with the symmetric key alone */
  readonly guests: readonly iam.Role[];
}

/** The KMS keys. Neither ever leaves KMS. */
export class Keys extends Construct {
  readonly key: kms.Key;
  /** null where the settings want none */
  readonly rsaKey: kms.Key | null;

  constructor(scope: Construct, id: string, { settings, users, guests }: KeysInput) {
    super(scope, id);
    const { partition, account } = Stack.of(this);
    const people = {
      accountArn: `arn:${partition}:iam::${account}:root`,
      administratorArns: settings.keyAdministrators,
      userArns: users.map(({ roleArn }) => roleArn),
    };
    const guestArns = guests.map(({ roleArn }) => roleArn);
    const shared = {
      pendingWindow: Duration.days(30),
      removalPolicy: settings.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    };
    this.key = new kms.Key(this, 'Key', {
      ...shared,
      alias: `alias/${settings.name}`,
      description: 'Wraps the single-use keys of sealed files',
      enableKeyRotation: true,
      rotationPeriod: Duration.days(365),
      policy: iam.PolicyDocument.fromJson(keyPolicy({ ...people, guestArns })),
    });
    this.rsaKey = settings.asymmetricKey
      ? new kms.Key(this, 'RsaKey', {
          ...shared,
          alias: `alias/${settings.name}-rsa`,
          description: 'Opens what was sealed with its public half',
          keySpec: kms.KeySpec.RSA_3072,
          keyUsage: kms.KeyUsage.ENCRYPT_DECRYPT,
          policy: iam.PolicyDocument.fromJson(rsaKeyPolicy(people)),
        })
      : null;
  }
}
