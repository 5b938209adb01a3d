import { AppError, isAbort } from '../../errors.ts';
import type { BenchKey, BenchRotation, WorkbenchCommands } from '../workbench-contract.ts';
import type { BenchWorld } from './bench-world.ts';

/** What KMS says of each configured key; what it refuses to say is part of the answer. */
export async function benchKeys(world: BenchWorld): Promise<WorkbenchCommands['benchKeys']['output']> {
  const { bench, kmsKeyId } = world;
  const [main, second, rsa] = await Promise.all([
    describe(world, kmsKeyId),
    bench.secondKeyId === null ? null : describe(world, bench.secondKeyId),
    bench.rsaKeyId === null ? null : describe(world, bench.rsaKeyId),
  ]);
  return { main, second, rsa };
}

async function describe(world: BenchWorld, keyId: string): Promise<BenchKey> {
  const { bench, signal } = world;
  return answered(async () => {
    const { arn, keySpec, state, currentMaterialId } = await bench.kms.describeKey({ keyId, signal });
    const rotation = keySpec === 'SYMMETRIC_DEFAULT' ? await rotationOf(world, arn) : null;
    return { status: 'known', arn, keySpec, state, currentMaterialId, rotation };
  });
}

function rotationOf({ bench, signal }: BenchWorld, keyId: string): Promise<BenchRotation> {
  return answered(async () => ({ status: 'known', ...(await bench.kms.rotation({ keyId, signal })) }));
}

/** Refusals and missing keys are answers; an ended session or a lost network is a failure of the question. */
async function answered<Known>(
  ask: () => Promise<Known>,
): Promise<Known | Extract<BenchKey, { status: 'failed' }>> {
  try {
    return await ask();
  } catch (thrown) {
    if (isAbort(thrown)) throw thrown;
    const error = AppError.from(thrown);
    if (!error.code.startsWith('kms-')) throw error;
    return { status: 'failed', error: error.toData() };
  }
}
