import { describe, expect, it } from 'vitest';
import { doctorText as arabicText } from '../messages/ar/doctor.ts';
import { doctorText } from '../messages/en/doctor.ts';
import { reportText, sentenceOf } from './report-text.ts';

describe('reportText()', () => {
  it('tells of each check, what to do, and what could not be removed', () => {
    const report = reportText(doctorText, {
      findings: [
        { check: 'clock', verdict: { status: 'works', facts: { seconds: -2 } } },
        {
          check: 'versioning',
          verdict: {
            status: 'fails',
            problem: 'not-versioned',
            facts: {},
            fixes: [
              {
                id: 'enable-versioning',
                facts: {},
                json: '{\n  "Status": "Enabled"\n}',
                file: 'versioning.json',
                command: 'aws s3api put-bucket-versioning',
              },
            ],
          },
        },
        { check: 'get', verdict: { status: 'unchecked', why: 'depends', facts: { check: 'put' } } },
      ],
      left: ['us-east-1:x/doctor/1'],
    });
    expect(report.split('\n')).toEqual([
      'WORKS  Clock: This device’s clock agrees with AWS: 2 s behind.',
      'FAILS  Versioning: No version came with a write: what is replaced or deleted is gone for good.',
      '    - Turn versioning on.',
      '    Save as versioning.json:',
      '    {',
      '      "Status": "Enabled"',
      '    }',
      '    aws s3api put-bucket-versioning',
      'COULD NOT BE CHECKED  Read by range: First this must work: Write an object.',
      'Could not be removed again:',
      '  us-east-1:x/doctor/1',
      '',
      '1 work, 1 fail, 1 could not be checked.',
      '',
    ]);
  });
});

describe('sentenceOf()', () => {
  it('shows hostile words of a service as what they are', () => {
    const facts = { message: 'no\u202e\u0007' };
    const sentence = sentenceOf(doctorText, {
      check: 'put',
      verdict: { status: 'unchecked', why: 'unexpected', facts },
    });
    expect(['\u202e', '\u0007'].filter((character) => sentence.includes(character))).toEqual([]);
  });
});

describe('sentenceOf() in Arabic', () => {
  it('writes out what a name lies with, and leaves the marks that keep names apart as they are', () => {
    const facts = { bucket: 'my\u202ebucket', region: 'us-east-1' };
    const said = sentenceOf(arabicText, { check: 'configuration', verdict: { status: 'works', facts } });
    expect(said).toContain('\u2068my⟨U+202E⟩bucket\u2069');
    expect(said).not.toContain('U+2068');
  });
});
