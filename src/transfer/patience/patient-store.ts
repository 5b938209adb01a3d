import type { Patience } from '../patience-port.ts';
import type { ObjectStore } from '../store-port.ts';
import { createWriteOutcome } from './write-outcome.ts';

const unending = new AbortController().signal;

/**
 * The same store, asked again while its failures may pass. A write whose answer was lost is not repeated blindly: what lies at
 * its key afterwards decides whether it was done.
 * @param closing runs what must happen even while the transfer is paused: aborting an upload; without it that is asked once
 */
export function patientStore(store: ObjectStore, patience: Patience, closing?: Patience): ObjectStore {
  const ask = <Request extends { readonly signal: AbortSignal }, Answer>(
    interruptible: boolean,
    request: Request,
    perform: (request: Request) => Promise<Answer>,
  ): Promise<Answer> =>
    patience.run((signal) => perform({ ...request, signal }), { signal: request.signal, interruptible });

  return {
    bucket: store.bucket,
    put: (request) => {
      const outcome = createWriteOutcome(store, { ...request, size: sizeOf(request.body) });
      return ask(false, request, (one) => outcome.judge(() => store.put(one), one.signal));
    },
    completeMultipart: (request) => {
      const outcome = createWriteOutcome(store, request);
      return ask(false, request, (one) => outcome.judge(() => store.completeMultipart(one), one.signal));
    },
    createMultipart: (request) => ask(false, request, (one) => store.createMultipart(one)),
    putPart: (request) => ask(true, request, (one) => store.putPart(one)),
    listParts: (request) => ask(true, request, (one) => store.listParts(one)),
    listUploads: (request) => ask(true, request, (one) => store.listUploads(one)),
    read: (request) => ask(true, request, (one) => store.read(one)),
    head: (request) => ask(true, request, (one) => store.head(one)),
    tags: (request) => ask(true, request, (one) => store.tags(one)),
    list: (request) => ask(true, request, (one) => store.list(one)),
    abortMultipart: (request) =>
      closing
        ? closing.run(() => store.abortMultipart(request), { signal: unending, interruptible: false })
        : store.abortMultipart(request),
  };
}

function sizeOf(body: Uint8Array | Blob): number {
  return body instanceof Blob ? body.size : body.length;
}
