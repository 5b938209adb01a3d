import { AppError, isAbort } from '../../errors.ts';
import type { Answer } from '../../inspect/inspection.ts';

/** The answer to something asked beside the main question: a refusal is an answer too. @throws the signal's reason */
export async function beside<T>(asking: Promise<T>): Promise<Answer<T>> {
  try {
    return { status: 'known', value: await asking };
  } catch (thrown) {
    if (isAbort(thrown)) throw thrown;
    return { status: 'failed', error: AppError.from(thrown).toData() };
  }
}
