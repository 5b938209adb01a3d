import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { keyPolicy, rsaKeyPolicy } from '../../key-policy.ts';
import { authenticatedRolePolicy, guestRolePolicy, type PolicyDocument } from '../../policies.ts';
import { everything, only, usual } from './templates.ts';

/** What holds of the KMS keys. Tests, for `stack.test.ts`. */
export function keysFacts(): void {
  describe('the keys', () => {
    const symmetric = { EnableKeyRotation: true };

    it('rotate, and wait 30 days before they are gone', () => {
      usual().hasResourceProperties('AWS::KMS::Key', {
        EnableKeyRotation: true,
        RotationPeriodInDays: 365,
        PendingWindowInDays: 30,
      });
      expect(only(usual(), 'AWS::KMS::Key')['DeletionPolicy']).toBe('Retain');
      usual().resourceCountIs('AWS::KMS::Key', 1);
      everything().resourceCountIs('AWS::KMS::Key', 2);
      everything().hasResourceProperties('AWS::KMS::Key', {
        KeySpec: 'RSA_3072',
        KeyUsage: 'ENCRYPT_DECRYPT',
      });
    });

    it('are administered by the account, which may not use them', () => {
      for (const key of Object.values(everything().findResources('AWS::KMS::Key'))) {
        const statements = statementsOf(key);
        const administration = statements.find(({ Sid }) => Sid === 'AdministerNotUse');
        expect(JSON.stringify(administration?.Principal)).toContain('role/keys');
        for (const action of administration?.Action ?? []) {
          expect(action).not.toMatch(/\*|Encrypt|Decrypt|GenerateDataKey|Sign|CreateGrant|GetPublicKey/u);
        }
      }
    });

    it('are used by the roles alone, for messages that name their holder', () => {
      const statements = statementsOf(only(everything(), 'AWS::KMS::Key', symmetric));
      const using = statements.filter(({ Action }) =>
        Action.some((action) => /Decrypt|Generate/u.test(action)),
      );
      expect(using.map(({ Sid }) => Sid)).toEqual(['OwnMessages', 'OwnKeyPairs']);
      for (const { Condition } of using) {
        expect(Condition).toEqual({
          StringEquals: { 'kms:EncryptionContext:owner': '${cognito-identity.amazonaws.com:sub}' },
        });
      }
      const [signedIn, guest] = ['Authenticated', 'Guest'].map((role) => {
        const name = Object.keys(everything().findResources('AWS::IAM::Role')).find((id) =>
          id.includes(role),
        );
        return { 'Fn::GetAtt': [name, 'Arn'] };
      });
      expect(using.map(({ Principal }) => Principal.AWS)).toEqual([[signedIn, guest], signedIn]);
    });

    it('give a role nothing that its own policy does not', () => {
      const bucketArn = 'arn:aws:s3:::b';
      const keyArn = 'arn:aws:kms:eu-central-1:111122223333:key/k';
      const rsa = 'arn:aws:kms:eu-central-1:111122223333:key/r';
      const role = actionsOf(authenticatedRolePolicy({ bucketArn, keyArn, benchKeys: { rsa } }));
      const guest = actionsOf(guestRolePolicy({ keyArn }));
      const arns = { accountArn: 'account', administratorArns: [], userArns: ['user'], guestArns: ['guest'] };
      const toUsers = actionsOf(keyPolicy(arns), 'user');
      expect(toUsers.length).toBeGreaterThan(3);
      expect(role).toEqual(expect.arrayContaining([...toUsers, ...actionsOf(rsaKeyPolicy(arns), 'user')]));
      expect(actionsOf(keyPolicy(arns), 'guest').toSorted()).toEqual(guest.toSorted());
    });
  });
}

/** What a policy allows, to one principal where it names any. */
function actionsOf({ Statement: statements }: PolicyDocument, principal?: string): readonly string[] {
  return statements
    .filter(
      ({ Principal: who }) =>
        principal === undefined || (typeof who === 'object' && [who['AWS']].flat().includes(principal)),
    )
    .flatMap(({ Action: action = [] }) => action);
}

const keySchema = v.object({
  Properties: v.object({
    KeyPolicy: v.object({
      Statement: v.array(
        v.object({
          Sid: v.string(),
          Principal: v.object({ AWS: v.unknown() }),
          Action: v.pipe(
            v.union([v.string(), v.array(v.string())]),
            v.transform((action) => [action].flat()),
          ),
          Condition: v.optional(v.unknown()),
        }),
      ),
    }),
  }),
});

function statementsOf(key: unknown) {
  return v.parse(keySchema, key).Properties.KeyPolicy.Statement;
}
