import { describe, expect, it } from 'vitest';
import { authenticatedRolePolicy } from '../../infra/policies.ts';
import { requestContext } from './condition-keys.ts';
import type { ConditionValues } from './contract.ts';
import { isAllowed, parsePolicy, PolicyRefused } from './policy.ts';

interface Question {
  readonly action?: string;
  readonly resource?: string;
  readonly conditions?: ConditionValues;
  readonly variables?: Readonly<Record<string, string>>;
}

function allows(statements: readonly object[], question: Question = {}): boolean {
  const {
    action = 's3:GetObject',
    resource = 'arn:aws:s3:::drop/a',
    conditions = {},
    variables = {},
  } = question;
  const policy = parsePolicy({ Version: '2012-10-17', Statement: statements });
  return isAllowed([policy], { action, resource, context: requestContext(conditions, variables) });
}

const allow = { Effect: 'Allow', Action: '*', Resource: '*' };

describe('actions and resources', () => {
  it.each<[string, readonly object[], boolean]>([
    ['silence denies', [], false],
    ['allow', [allow], true],
    ['an explicit deny wins, before', [{ ...allow, Effect: 'Deny' }, allow], false],
    ['an explicit deny wins, after', [allow, { ...allow, Effect: 'Deny' }], false],
    ['a deny of something else', [allow, { ...allow, Effect: 'Deny', Action: 's3:PutObject' }], true],
    ['action', [{ ...allow, Action: 's3:GetObject' }], true],
    ['action in another case', [{ ...allow, Action: 'S3:getobject' }], true],
    ['action with *', [{ ...allow, Action: 's3:Get*' }], true],
    ['action with ?', [{ ...allow, Action: 's3:GetObjec?' }], true],
    ['one ? too many', [{ ...allow, Action: 's3:GetObject?' }], false],
    ['another action', [{ ...allow, Action: ['s3:PutObject', 'kms:*'] }], false],
    ['resource', [{ ...allow, Resource: ['arn:aws:s3:::other', 'arn:aws:s3:::drop/a'] }], true],
    ['resource prefix only', [{ ...allow, Resource: 'arn:aws:s3:::drop' }], false],
    ['resource in another case', [{ ...allow, Resource: 'arn:aws:s3:::drop/A' }], false],
    ['resource with several *', [{ ...allow, Resource: 'arn:*:s3:::d*p/*' }], true],
    ['NotAction, listed', [{ Effect: 'Allow', NotAction: 's3:Get*', Resource: '*' }], false],
    ['NotAction, not listed', [{ Effect: 'Allow', NotAction: 'kms:*', Resource: '*' }], true],
    ['NotResource, listed', [{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::drop/*' }], false],
    ['NotResource, not listed', [{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::x/*' }], true],
  ])('%s', (_name, statements, expected) => {
    expect(allows(statements)).toBe(expected);
  });
});

describe('variables', () => {
  const sub = 'cognito-identity.amazonaws.com:sub';
  const own = [{ ...allow, Resource: `arn:aws:s3:::drop/\${${sub}}/*` }];
  it.each<[string, readonly object[], Question, boolean]>([
    ['the own prefix', own, { resource: 'arn:aws:s3:::drop/me/x', variables: { [sub]: 'me' } }, true],
    ['another prefix', own, { resource: 'arn:aws:s3:::drop/you/x', variables: { [sub]: 'me' } }, false],
    ['a value is no pattern', own, { resource: 'arn:aws:s3:::drop/you/x', variables: { [sub]: '*' } }, false],
    ['no value, allow', own, { resource: 'arn:aws:s3:::drop//x' }, false],
    ['no value, deny', [allow, { ...own[0], Effect: 'Deny' }], {}, false],
    ['no value, NotResource', [{ Effect: 'Allow', Action: '*', NotResource: `arn:\${${sub}}` }], {}, false],
    ['literal *', [{ ...allow, Resource: 'a${*}' }], { resource: 'ab' }, false],
    ['literal * itself', [{ ...allow, Resource: 'a${*}${?}${$}' }], { resource: 'a*?$' }, true],
    [
      'the caller cannot be outdone by the request',
      own,
      { resource: 'arn:aws:s3:::drop/you/x', variables: { [sub]: 'me' }, conditions: { [sub]: 'you' } },
      false,
    ],
  ])('%s', (_name, statements, question, expected) => {
    expect(allows(statements, question)).toBe(expected);
  });
});

type Wanted = string | readonly string[];
const absent = undefined;

describe('conditions', () => {
  it.each<[string, Wanted, Wanted | undefined, boolean]>([
    ['StringEquals', 'a', 'a', true],
    ['StringEquals', ['a', 'b'], 'b', true],
    ['StringEquals', 'a', 'A', false],
    ['StringEquals', '*', 'a', false],
    ['StringEquals', 'a', absent, false],
    ['StringEquals', 'a', ['a', 'b'], false],
    ['StringEqualsIfExists', 'a', absent, true],
    ['StringEqualsIfExists', 'a', 'b', false],
    ['StringEqualsIgnoreCase', 'a', 'A', true],
    ['StringNotEquals', 'a', 'b', true],
    ['StringNotEquals', ['a', 'b'], 'b', false],
    ['StringNotEquals', 'a', absent, true],
    ['StringLike', 'a/*', 'a/', true],
    ['StringLike', 'a/*', 'a/b/c', true],
    ['StringLike', 'a/*', 'a', false],
    ['StringLike', 'a?c', 'abc', true],
    ['StringLike', '*', absent, false],
    ['StringLike', '*', '', true],
    ['StringNotLike', 'a/*', 'b', true],
    ['StringNotLike', 'a/*', 'a/b', false],
    ['StringNotLike', 'a/*', absent, true],
    ['ArnLike', 'arn:aws:s3:::*', 'arn:aws:s3:::drop', true],
    ['ArnLike', 'arn:aws:s3:*:drop', 'arn:aws:s3:::drop', false],
    ['ArnEquals', 'arn:aws:kms:*:*:key/*', 'arn:aws:kms:us-east-1:0:key/a:b', true],
    ['ArnNotLike', 'arn:aws:s3:::*', 'arn:aws:s3:::drop', false],
    ['Bool', 'true', 'true', true],
    ['Bool', 'false', 'true', false],
    ['Bool', 'false', absent, false],
    ['BoolIfExists', 'false', absent, true],
    ['Null', 'true', absent, true],
    ['Null', 'true', 'a', false],
    ['Null', 'false', 'a', true],
    ['Null', 'false', absent, false],
    ['NumericEquals', '10', '10.0', true],
    ['NumericNotEquals', '10', '11', true],
    ['NumericLessThan', '10', '9', true],
    ['NumericLessThan', '10', '10', false],
    ['NumericLessThanEquals', '10', '10', true],
    ['NumericGreaterThan', '10', '9', false],
    ['NumericGreaterThanEquals', '10', '10', true],
    ['NumericLessThan', '10', 'nine', false],
    ['NumericLessThan', '10', absent, false],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['z', 'b'], true],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['z'], false],
    ['ForAnyValue:StringEquals', 'a', absent, false],
    ['ForAnyValue:StringNotEquals', 'a', ['a', 'b'], true],
    ['ForAnyValue:StringNotEquals', 'a', ['a'], false],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], true],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'z'], false],
    ['ForAllValues:StringEquals', 'a', absent, true],
    ['ForAllValues:StringLike', 'a*', ['a', 'ab'], true],
  ])('%s %j against %j: %s', (operator, wanted, given, expected) => {
    const conditions: ConditionValues = given === undefined ? {} : { 'aws:Key': given };
    expect(allows([{ ...allow, Condition: { [operator]: { 'aws:Key': wanted } } }], { conditions })).toBe(
      expected,
    );
  });

  it('all of several must hold', () => {
    const Condition = { StringEquals: { 'aws:A': 'a', 'aws:B': 'b' }, Null: { 'aws:C': 'true' } };
    expect(allows([{ ...allow, Condition }], { conditions: { 'aws:A': 'a', 'aws:B': 'b' } })).toBe(true);
    expect(allows([{ ...allow, Condition }], { conditions: { 'aws:A': 'a' } })).toBe(false);
    expect(
      allows([{ ...allow, Condition }], { conditions: { 'aws:A': 'a', 'aws:B': 'b', 'aws:C': '' } }),
    ).toBe(false);
  });

  it('keys match in any case, but the names inside an encryption context only in their own', () => {
    const prefix = [{ ...allow, Condition: { StringEquals: { 'S3:Prefix': 'a' } } }];
    expect(allows(prefix, { conditions: { 's3:prefix': 'a' } })).toBe(true);
    const owner = [{ ...allow, Condition: { StringEquals: { 'kms:EncryptionContext:owner': 'a' } } }];
    expect(allows(owner, { conditions: { 'kms:EncryptionContext:owner': 'a' } })).toBe(true);
    expect(allows(owner, { conditions: { 'kms:EncryptionContext:Owner': 'a' } })).toBe(false);
  });
});

describe('a document that is not understood whole is refused', () => {
  it.each<[string, unknown]>([
    ['not an object', 'Allow'],
    ['another version', { Version: '2008-10-17', Statement: [allow] }],
    ...[
      ['unknown operator', { ...allow, Condition: { StringMatches: { 'aws:A': 'a' } } }] as const,
      [
        'unknown set operator',
        { ...allow, Condition: { 'ForSome:StringEquals': { 'aws:A': 'a' } } },
      ] as const,
      ['Null of something else', { ...allow, Condition: { Null: { 'aws:A': 'yes' } } }] as const,
      ['no values', { ...allow, Condition: { StringEquals: { 'aws:A': [] } } }] as const,
      ['unclosed variable', { ...allow, Resource: 'arn:${aws:userid' }] as const,
      ['unknown variable form', { ...allow, Resource: "arn:${aws:userid, 'x'}" }] as const,
      ['Action and NotAction', { ...allow, NotAction: 's3:*' }] as const,
      ['no Action', { Effect: 'Allow', Resource: '*' }] as const,
      ['no Resource', { Effect: 'Allow', Action: '*' }] as const,
      ['an action without its service', { ...allow, Action: 'GetObject' }] as const,
      ['Principal in an identity policy', { ...allow, Principal: '*' }] as const,
      ['unknown element', { ...allow, Effects: 'Allow' }] as const,
      ['unknown effect', { ...allow, Effect: 'Maybe' }] as const,
    ].map(([name, statement]): [string, unknown] => [
      name,
      { Version: '2012-10-17', Statement: [statement] },
    ]),
  ])('%s', (_name, document) => {
    expect(() => parsePolicy(document)).toThrow(PolicyRefused);
  });
});

const throughS3 = (place: string, service = 's3.us-east-1.amazonaws.com') => ({
  'kms:ViaService': service,
  'kms:EncryptionContext:aws:s3:arn': place,
});

describe('the policies that are deployed', () => {
  const sub = 'cognito-identity.amazonaws.com:sub';
  const bucketArn = 'arn:aws:s3:::sealdrop';
  const keyArn = 'arn:aws:kms:us-east-1:000000000000:key/k';
  const storageKeyArn = 'arn:aws:kms:us-east-1:000000000000:key/s';
  const policy = parsePolicy(authenticatedRolePolicy({ bucketArn, keyArn, storageKeyArn }));
  const may = (action: string, resource: string, conditions: ConditionValues = {}): boolean =>
    isAllowed([policy], { action, resource, context: requestContext(conditions, { [sub]: 'us-east-1:me' }) });

  it.each<[boolean, string, string, ConditionValues?]>([
    [true, 's3:PutObject', `${bucketArn}/us-east-1:me/a`],
    [true, 's3:GetObject', `${bucketArn}/us-east-1:me/a/b`],
    [false, 's3:GetObject', `${bucketArn}/us-east-1:you/a`],
    [false, 's3:GetObject', `${bucketArn}/us-east-1:me-too/a`],
    [false, 's3:PutObjectAcl', `${bucketArn}/us-east-1:me/a`],
    [true, 's3:ListBucket', bucketArn, { 's3:prefix': 'us-east-1:me/' }],
    [false, 's3:ListBucket', bucketArn],
    [false, 's3:ListBucket', bucketArn, { 's3:prefix': '' }],
    [false, 's3:ListBucket', bucketArn, { 's3:prefix': 'us-east-1:' }],
    [true, 's3:ListBucketMultipartUploads', bucketArn],
    [true, 'kms:GenerateDataKey', keyArn, { 'kms:EncryptionContext:owner': 'us-east-1:me' }],
    [false, 'kms:GenerateDataKey', keyArn, { 'kms:EncryptionContext:owner': 'us-east-1:you' }],
    [false, 'kms:Decrypt', keyArn],
    [true, 'kms:DescribeKey', keyArn],
    [true, 'kms:GetKeyRotationStatus', keyArn],
    [true, 'kms:ListKeyRotations', keyArn],
    [false, 'kms:ListKeyRotations', storageKeyArn],
    [false, 'kms:ListAliases', '*'],
    [false, 'kms:RotateKeyOnDemand', keyArn],
    [true, 's3:GetObjectTagging', `${bucketArn}/us-east-1:me/a`],
    [false, 's3:GetObjectTagging', `${bucketArn}/us-east-1:you/a`],
    [false, 's3:PutObjectTagging', `${bucketArn}/us-east-1:me/a`],
    [false, 'kms:ScheduleKeyDeletion', keyArn],
    [false, 'kms:DescribeKey', `${keyArn}2`],
    [true, 'kms:GenerateDataKey', storageKeyArn, throughS3(`${bucketArn}/us-east-1:me/a`)],
    [true, 'kms:Decrypt', storageKeyArn, throughS3(bucketArn)],
    [false, 'kms:Decrypt', storageKeyArn, throughS3(`${bucketArn}/us-east-1:you/a`)],
    [false, 'kms:Decrypt', storageKeyArn, throughS3(`${bucketArn}-other`)],
    [false, 'kms:Decrypt', storageKeyArn, throughS3(bucketArn, 'sqs.us-east-1.amazonaws.com')],
    [false, 'kms:Decrypt', storageKeyArn, { 'kms:EncryptionContext:aws:s3:arn': bucketArn }],
    [false, 'kms:Encrypt', storageKeyArn, throughS3(bucketArn)],
    [false, 'kms:Decrypt', keyArn, throughS3(bucketArn)],
  ])('%s: %s on %s %j', (expected, action, resource, conditions) => {
    expect(may(action, resource, conditions)).toBe(expected);
  });

  it('say nothing of a storage key that a deployment has not', () => {
    const sids = authenticatedRolePolicy({ bucketArn, keyArn }).Statement.map(({ Sid }) => Sid);
    expect(sids).not.toContain('StorageKeyThroughS3');
  });

  const benchKeys = { second: `${keyArn}2`, rsa: `${keyArn}3` };
  const benchPolicy = parsePolicy(authenticatedRolePolicy({ bucketArn, keyArn, benchKeys }));
  const mine = { 'kms:EncryptionContext:owner': 'us-east-1:me' };
  const yours = { 'kms:EncryptionContext:owner': 'us-east-1:you' };

  it.each<[boolean, string, string, ConditionValues?]>([
    [true, 'GenerateDataKeyPairWithoutPlaintext', keyArn, mine],
    [false, 'GenerateDataKeyPairWithoutPlaintext', keyArn, yours],
    [false, 'GenerateDataKeyPairWithoutPlaintext', keyArn],
    [false, 'GenerateDataKeyPairWithoutPlaintext', benchKeys.second, mine],
    [false, 'GenerateDataKeyPair', keyArn, mine],
    [true, 'ReEncryptFrom', keyArn, mine],
    [true, 'ReEncryptTo', benchKeys.second, mine],
    [true, 'ReEncryptFrom', benchKeys.second, mine],
    [false, 'ReEncryptFrom', keyArn, yours],
    [false, 'ReEncryptTo', benchKeys.second, yours],
    [false, 'ReEncryptTo', benchKeys.rsa, mine],
    [true, 'Decrypt', benchKeys.second, mine],
    [false, 'Decrypt', benchKeys.second, yours],
    [false, 'Encrypt', benchKeys.second, mine],
    [false, 'GenerateDataKey', benchKeys.second, mine],
    [true, 'GetPublicKey', benchKeys.rsa],
    [true, 'Decrypt', benchKeys.rsa],
    [false, 'Encrypt', benchKeys.rsa],
    [false, 'GetPublicKey', keyArn],
    [true, 'ListKeyRotations', benchKeys.second],
    [false, 'RotateKeyOnDemand', keyArn],
    [false, 'DisableKey', benchKeys.rsa],
  ])('%s, for the key bench: %s on %s %j', (expected, action, resource, conditions = {}) => {
    const context = requestContext(conditions, { [sub]: 'us-east-1:me' });
    expect(isAllowed([benchPolicy], { action: `kms:${action}`, resource, context })).toBe(expected);
  });

  it('leave out the other keys where there are none', () => {
    expect(may('kms:ReEncryptFrom', keyArn, mine)).toBe(false);
    expect(may('kms:GetPublicKey', benchKeys.rsa)).toBe(false);
    expect(may('kms:GenerateDataKeyPairWithoutPlaintext', keyArn, mine)).toBe(true);
  });
});
