import type { Patience } from '../transfer/patience-port.ts';
import type { FilingStore } from './filing-port.ts';

/**
 * The same store, asked again while its failures may pass. A copy whose answer was lost may be there when it is asked for again: with
 * `onlyIfAbsent` that is `name-taken`, which is no failure of the copy, so such a one is asked once.
 */
export function patientFiling(filing: FilingStore, patience: Patience): FilingStore {
  const ask = <Request extends { readonly signal: AbortSignal }, Answer>(
    request: Request,
    perform: (request: Request) => Promise<Answer>,
  ): Promise<Answer> =>
    patience.run((signal) => perform({ ...request, signal }), {
      signal: request.signal,
      interruptible: true,
    });

  return {
    listFolder: (request) => ask(request, (one) => filing.listFolder(one)),
    putMarker: (request) => ask(request, (one) => filing.putMarker(one)),
    remove: (request) => ask(request, (one) => filing.remove(one)),
    look: (request) => ask(request, (one) => filing.look(one)),
    versionsPage: (request) => ask(request, (one) => filing.versionsPage(one)),
    versions: (request) => ask(request, (one) => filing.versions(one)),
    copy: (request) =>
      request.onlyIfAbsent ? filing.copy(request) : ask(request, (one) => filing.copy(one)),
  };
}
