import * as s3 from 'aws-cdk-lib/aws-s3';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { parseSettings } from './settings.ts';
import { dataFacts } from './testing/data-facts.ts';
import { keysFacts } from './testing/keys-facts.ts';
import { peopleFacts } from './testing/people-facts.ts';
import { siteFacts } from './testing/site-facts.ts';
import { everything, synthesize, usual } from './testing/templates.ts';

// A synthesis takes seconds, so one file makes them all; the facts stand by their subjects.
dataFacts();
keysFacts();
peopleFacts();
siteFacts();

describe('audit', () => {
  it('records reads, writes and uses of keys where chosen', () => {
    usual().resourceCountIs('AWS::CloudTrail::Trail', 0);
    everything().hasResourceProperties('AWS::CloudTrail::Trail', {
      EnableLogFileValidation: true,
      EventSelectors: Match.arrayWith([
        Match.objectLike({
          ReadWriteType: 'All',
          IncludeManagementEvents: true,
          DataResources: [Match.objectLike({ Type: 'AWS::S3::Object' })],
        }),
      ]),
    });
  });
});

describe('settings', () => {
  it.each<[object, RegExp]>([
    [{ name: 'Big Name' }, /deployment\.json: name:/u],
    [{ otherOrigins: ['https://a.example/path'] }, /otherOrigins\.0: must be an origin/u],
    [{ guest: true }, /deployment\.json: guest/u],
    [{ signIn: { mfa: 'sms' } }, /signIn\.mfa/u],
  ])('%j is refused by the name of its field', (settings, sentence) => {
    expect(() => parseSettings(settings)).toThrow(sentence);
  });
});

describe('cdk-nag', () => {
  it('ends the synthesis of a stack in which it finds what nobody explained', () => {
    expect(() => synthesize({}, ({ stack }) => void new s3.Bucket(stack, 'Unexplained'))).toThrow(
      /validation/iu,
    );
  });
});
