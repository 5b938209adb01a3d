import { describe, expect, it } from 'vitest';
import { createCallLog, type CallBatch, type CallStart } from './call-log.ts';

const part: CallStart = {
  service: 's3',
  operation: 'UploadPart',
  region: 'eu-central-1',
  transfer: 'r1',
  clockOffset: 0,
  bytesSent: 8,
  parameters: { bucketName: 'b', key: 'k', partNumber: 3 },
};

function setUp() {
  const batches: CallBatch[] = [];
  const plans: (() => void)[] = [];
  let time = 1_000;
  const log = createCallLog({
    run: 'run',
    emit: (batch) => batches.push(batch),
    now: () => time,
    later: (flush) => plans.push(flush),
  });
  return {
    log,
    pass: (milliseconds: number) => void (time += milliseconds),
    flush: (): CallBatch | undefined => {
      for (const plan of plans.splice(0)) plan();
      return batches.at(-1);
    },
    batches,
    plans,
  };
}

describe('createCallLog()', () => {
  it('tells of many calls at once, each as it is then', () => {
    const { log, pass, flush, plans } = setUp();
    log.announce({ id: 'r1', kind: 'seal', name: 'a.pdf' });
    const first = log.begin(part);
    pass(5);
    log.begin({ ...part, parameters: { partNumber: 4 } });
    pass(7);
    first.tell({ outcome: 'succeeded', status: 200, requestId: 'q' });
    expect(plans).toHaveLength(1);
    const batch = flush();
    expect(batch?.transfers).toEqual([{ id: 'r1', kind: 'seal', name: 'a.pdf' }]);
    expect(batch?.calls).toMatchObject([
      {
        id: 'run-1',
        begun: 1_000,
        duration: 12,
        outcome: 'succeeded',
        status: 200,
        requestId: 'q',
        attempt: 1,
      },
      { id: 'run-2', begun: 1_005, duration: null, outcome: 'under-way', status: null },
    ]);
  });

  it('tells of the end of a call under the same id, and of nothing after that', () => {
    const { log, pass, flush, batches } = setUp();
    const call = log.begin(part);
    flush();
    call.tell({ outcome: 'under-way', status: 206 });
    pass(30);
    call.tell({ outcome: 'succeeded', bytesReceived: 99 });
    call.tell({ outcome: 'refused' });
    expect(flush()?.calls).toMatchObject([
      { id: 'run-1', outcome: 'succeeded', status: 206, bytesReceived: 99, duration: 30 },
    ]);
    flush();
    expect(batches).toHaveLength(2);
  });

  it('counts attempts at one request, and at no other', () => {
    const { log, flush } = setUp();
    const attempt = (start: CallStart) => {
      const call = log.begin(start);
      return { call, number: flush()?.calls.at(-1)?.attempt };
    };
    for (const expected of [1, 2]) {
      const { call, number } = attempt(part);
      expect(number).toBe(expected);
      call.tell({ outcome: 'refused', status: 503 });
    }
    expect(attempt({ ...part, parameters: { ...part.parameters, partNumber: 4 } }).number).toBe(1);
    expect(attempt({ ...part, transfer: 'r2' }).number).toBe(1);
    const third = attempt(part);
    expect(third.number).toBe(3);
    third.call.tell({ outcome: 'succeeded', status: 200 });
    expect(attempt(part).number).toBe(1);
  });

  it.each([404, 412])('takes %d for an answer', (status) => {
    const { log, flush } = setUp();
    log.begin(part).tell({ outcome: 'refused', status });
    log.begin(part);
    expect(flush()?.calls.map(({ attempt }) => attempt)).toEqual([1, 1]);
  });
});
