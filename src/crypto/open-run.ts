import type { Bytes } from '../bytes/bytes.ts';
import { AppError } from '../errors.ts';
import { type Frame, parseFrame } from '../message/frames.ts';
import { type FrameRun, runStoredLength } from './frame-run.ts';
import { openInOrder, releasableFrameLength, type VerifiedHeader } from './opener.ts';

const tagLength = 16;

/**
 * Frames `first` to `first + count - 1` of a verified message.
 * @param place `finalLength`: bytes of plaintext in the final frame where these end with it; null otherwise
 * @throws AppError `message-too-large-to-hold` for signed and unframed messages, which are not released frame by frame
 */
export function openingRun(
  { parsed, contentKey }: VerifiedHeader,
  place: { readonly first: number; readonly count: number; readonly finalLength: number | null },
): FrameRun {
  const frameLength = releasableFrameLength(parsed.header);
  return { contentKey, messageId: parsed.header.messageId, frameLength, ...place };
}

/**
 * Opens exactly the frames of a run, in any thread, a few in flight; plaintexts in order, each after its own tag verified.
 * @throws AppError `message-truncated` or `message-trailing-bytes` where `bytes` are fewer or more than the run takes, or the
 * final frame stands elsewhere; `message-malformed` for a final frame of another length, `message-out-of-order`, `frame-tampered`
 */
export async function* openRun(run: FrameRun, bytes: Bytes): AsyncGenerator<Bytes, void> {
  const expected = runStoredLength(run);
  if (bytes.length < expected) throw truncated(run.first);
  yield* openInOrder(run, framesOf(run, bytes), run.first);
}

function* framesOf(run: FrameRun, bytes: Bytes): Generator<Frame, void> {
  let offset = 0;
  for (let index = 0; index < run.count; index++) {
    const parse = parseFrame(bytes, offset, run.frameLength);
    const shouldEnd = run.finalLength !== null && index === run.count - 1;
    if (parse.status === 'more') throw truncated(run.first + index);
    const { frame, end } = parse;
    if (frame.final && !shouldEnd) throw trailing();
    if (shouldEnd && !frame.final) throw truncated(run.first + index);
    // A shorter one was the end of the message before something was added.
    if (shouldEnd && frame.sealed.length - tagLength < (run.finalLength ?? 0)) throw trailing();
    if (shouldEnd && frame.sealed.length - tagLength !== run.finalLength) {
      throw new AppError('message-malformed', 'the final frame has another length than the message says', {
        details: { frame: run.first + index },
      });
    }
    if (index === run.count - 1 && end !== bytes.length) throw trailing();
    offset = end;
    yield frame;
  }
}

function truncated(frame: number): AppError {
  return new AppError('message-truncated', 'the message ends before its final frame does', {
    details: { frame },
  });
}

function trailing(): AppError {
  return new AppError('message-trailing-bytes', 'bytes follow the final frame');
}
