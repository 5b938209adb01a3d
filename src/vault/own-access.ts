import { createOwnCredentials, judgeOwnCredentials } from '../aws/own-credentials.ts';
import type { SessionCredentials } from '../aws/session-credentials.ts';
import type { OwnCredentials } from '../config/own-credentials.ts';
import { AppError } from '../errors.ts';
import type { ObjectStore } from '../transfer/store-port.ts';

/** A person's own credentials at work for one owner. */
export interface OwnAccess {
  readonly credentials: SessionCredentials;
  /**
   * Asks the store for the beginning of the owner's listing, which is what the page does first.
   * @throws AppError `own-*`, `clock-wrong`, `store-denied`, `bucket-not-found`, or a network code
   */
  prove(store: ObjectStore): Promise<void>;
  /** Takes others in their place, if they prove good; otherwise there are none. @throws AppError as `prove` */
  replace(brought: OwnCredentials, store: ObjectStore): Promise<void>;
}

/** @param owner whose files; the folder that the credentials are tried at */
export function createOwnAccess(brought: OwnCredentials, owner: string): OwnAccess {
  const credentials = createOwnCredentials(brought);
  const { signal } = new AbortController();

  async function prove(store: ObjectStore): Promise<void> {
    const list = () => store.list({ prefix: `${owner}/`, continuation: null, limit: 1, signal });
    try {
      await list().catch((thrown: unknown) => {
        // The refusal itself taught the signer the time.
        if (AppError.from(thrown).code !== 'clock-wrong') throw thrown;
        return list();
      });
    } catch (thrown) {
      throw judgeOwnCredentials(AppError.from(thrown));
    }
  }

  return {
    credentials,
    prove,
    async replace(others, store) {
      credentials.replace(others);
      try {
        await prove(store);
      } catch (thrown) {
        credentials.forget();
        throw thrown;
      }
    },
  };
}
