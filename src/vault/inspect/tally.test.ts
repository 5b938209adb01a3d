import { describe, expect, it } from 'vitest';
import { AppError } from '../../errors.ts';
import type { VerificationProgress } from '../../inspect/chain.ts';
import { createTally } from './tally.ts';

describe('createTally()', () => {
  it('tells at most ten times a second, and the last state always', () => {
    let time = 0;
    const told: VerificationProgress[] = [];
    const tally = createTally(
      () => time,
      (progress) => told.push(progress),
    );
    tally.choose(1000, 10_000);
    for (let frame = 0; frame < 1000; frame++) {
      time += 1;
      tally.verified(1, 10);
    }
    expect(told).toHaveLength(11);
    tally.failed(7, new AppError('frame-tampered', 'no'), 10);
    expect(told).toHaveLength(11);
    tally.end();
    expect(told.at(-1)).toEqual({
      framesDone: 1001,
      framesChosen: 1000,
      bytesDone: 10_010,
      bytesChosen: 10_000,
      failureCount: 1,
    });
  });

  it('counts what is no frame’s as a failure alone', () => {
    const told: VerificationProgress[] = [];
    const tally = createTally(
      () => 0,
      (progress) => told.push(progress),
    );
    tally.choose(2, 20);
    tally.failed(null, new AppError('signature-invalid', 'no'), 0);
    tally.end();
    expect(told.at(-1)).toMatchObject({ framesDone: 0, failureCount: 1 });
    expect(tally.failures).toMatchObject([{ place: null, error: { code: 'signature-invalid' } }]);
  });
});
