import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { authenticatedRolePolicy, guestRolePolicy, type PolicyDocument } from '../policies.ts';
import type { Keys } from './keys.ts';
import type { People } from './people.ts';

/** Gives the roles what they may do. Apart from the roles: the keys name the roles, and these policies name the keys. */
export function attachRolePolicies(input: {
  readonly people: People;
  readonly keys: Keys;
  readonly bucket: s3.Bucket;
}): void {
  const { people, keys, bucket } = input;
  const keyArn = keys.key.keyArn;
  const benchKeys = keys.rsaKey === null ? {} : { rsa: keys.rsaKey.keyArn };
  attach(people.role, authenticatedRolePolicy({ bucketArn: bucket.bucketArn, keyArn, benchKeys }));
  if (people.guestRole !== null) attach(people.guestRole, guestRolePolicy({ keyArn }));
}

function attach(role: iam.Role, document: PolicyDocument): void {
  new iam.Policy(role, 'Policy', { roles: [role], document: iam.PolicyDocument.fromJson(document) });
}
