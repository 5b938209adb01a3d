import { concatBytes, type Bytes } from '../../bytes/bytes.ts';
import { assertCommitted, verifyHeader } from '../../crypto/opener.ts';
import { openWhole } from '../../crypto/whole.ts';
import { AppError } from '../../errors.ts';
import { unwrapKey } from '../../keyring/kms-keyring.ts';
import { verifyMoveTicket } from '../../keyring/move-ticket.ts';
import { locationName, objectLocation, ownerName, ownershipOf, placementOf } from '../../message/location.ts';
import { fetchRange, plainRanges } from './body-ranges.ts';
import { inOrder } from './in-order.ts';
import type { OpenableMessage } from './open-frames.ts';
import type { OpenPorts, OpenRequest } from './open-ports.ts';
import { possibleLayout } from './possible-layout.ts';
import { readHeader, type FoundHeader } from './read-header.ts';

const commitment = { allowUncommitted: false } as const;

type MessagePorts = Pick<OpenPorts, 'store' | 'kms' | 'tuning'>;
type MessageRequest = Pick<OpenRequest, 'key' | 'identityId' | 'acceptMoved' | 'signal'>;

/** A stored message that is the person's own and lies where it belongs. */
export interface OpenMessage {
  readonly found: FoundHeader;
  /** its header verified; null: signed or unframed, it is opened whole (`readHeld`) or not at all */
  readonly openable: OpenableMessage | null;
}

/**
 * Reads a stored message's header, compares owner and place, and verifies commitment and tag. KMS is asked once; of the body, no more than
 * came with the header is read.
 * @throws AppError as `openFile`
 */
export async function openMessage(ports: MessagePorts, request: MessageRequest): Promise<OpenMessage> {
  const { store, tuning } = ports;
  const { key, signal } = request;
  const found = await readHeader(store, { key, firstRead: tuning.firstRead, signal });
  const { header } = found.parsed;
  await assertMine(ports, request, found);
  assertCommitted(header, commitment);
  if (header.suite.signature !== null || header.content.type === 'unframed') return { found, openable: null };
  const { frameLength } = header.content;
  const layout = await possibleLayout(store, { key, found, frameLength, signal });
  const { dataKey } = await unwrapKey(ports.kms, found.parsed, signal);
  const verified = await verifyHeader(found.parsed, dataKey, commitment);
  return { found, openable: { key, found, verified, frameLength, layout } };
}

/** @throws AppError `other-owner`, `moved`, or what KMS throws when it is asked about a ticket */
async function assertMine(
  { store, kms }: MessagePorts,
  request: MessageRequest,
  { parsed, ticket }: FoundHeader,
): Promise<void> {
  const { context } = parsed.header;
  const { identityId: owner, signal } = request;
  const foundAt = objectLocation(store.bucket, request.key);
  if (ownershipOf(context, request.identityId) === 'other') {
    throw new AppError('other-owner', 'this message was sealed for somebody else', {
      details: { owner: context.get(ownerName) ?? null },
    });
  }
  if (placementOf(context, foundAt) === 'matches' || request.acceptMoved) return;
  const place = { owner, location: foundAt };
  if (ticket !== null && (await verifyMoveTicket(kms, parsed, ticket, place, signal))) return;
  throw new AppError('moved', 'this message lies elsewhere than it was sealed for', {
    details: { sealedFor: context.get(locationName) ?? null, foundAt },
  });
}

/**
 * The plaintext of a signed or unframed message. Nothing of it may be released before all of it verified, so it is held whole.
 * @throws AppError `message-too-large-to-hold`, and as `openFile`
 */
export async function readHeld(
  ports: MessagePorts,
  request: MessageRequest,
  found: FoundHeader,
): Promise<Bytes> {
  const { store, kms, tuning } = ports;
  const { key, signal } = request;
  const { size, etag, start } = found;
  if (size > tuning.wholeMessageLimit) {
    throw new AppError(
      'message-too-large-to-hold',
      'a signed or unframed message is too large to be verified as a whole',
      { details: { size, limit: tuning.wholeMessageLimit } },
    );
  }
  const pieces: Bytes[] = [start];
  for await (const piece of inOrder({
    items: plainRanges(start.length, size, tuning.fetchLength),
    ahead: tuning.lookahead,
    signal,
    perform: (range, ownSignal) => fetchRange(store, range, { key, etag, signal: ownSignal }),
  })) {
    pieces.push(piece);
  }
  const unwrap = async (parsed: FoundHeader['parsed']) => (await unwrapKey(kms, parsed, signal)).dataKey;
  const { plaintext } = await openWhole(concatBytes(...pieces), unwrap, commitment);
  return plaintext;
}
