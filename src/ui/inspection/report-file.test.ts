import { describe, expect, it } from 'vitest';
import { someInspection, someReport } from '../../inspect/inspection-fixture.ts';
import { reportFile } from './report-file.ts';

describe('reportFile()', () => {
  it('says what was verified and what came of it, whole', () => {
    const report = someReport();
    const { name, text } = reportFile(someInspection(), report);
    expect(name).toBe('a b.bin.verification.json');
    expect(JSON.parse(text)).toMatchObject({
      kind: 'sealdrop verification report',
      message: {
        name: 'a b.bin',
        suite: '0478',
        messageId: '00ff',
        context: { owner: 'me' },
        location: null,
      },
      report,
    });
  });
});
