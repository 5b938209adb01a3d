import type { AppConfig } from '../config/config.ts';
import type { CallLog } from '../trace/call-log.ts';
import type { Crew } from '../transfer/crew-port.ts';
import type { Claims, Journal } from '../transfer/journal-port.ts';
import type { CreateSink } from '../transfer/sink-port.ts';
import type { Tuning } from '../transfer/tuning.ts';
import type { OpenTarget, VaultEvent } from './contract.ts';
import type { ThumbnailShelf } from './thumbnails/thumbnail-shelf.ts';
import type { AccessSource, Session } from './session.ts';

/** Where opened plaintext goes, and what of it stays between attempts. */
export interface VaultSinks {
  openTarget(target: OpenTarget, name: string): CreateSink;
  /** The opening has ended, with a sink or before it had one: a download that still waits is called off. Never throws. */
  release(target: OpenTarget): void;
  /** Removes the beginning that an interrupted opening left. Never throws. */
  removePlace(place: string): Promise<void>;
  /** Removes all beginnings but these. Never throws. */
  sweep(keep: ReadonlySet<string>): Promise<void>;
  /** Removes all plaintext of this session. Never throws. */
  forget(): Promise<void>;
}

/** What the vault needs of the place it runs in: a worker, or Node for tests. */
export interface VaultEnvironment {
  readonly startSession: (
    config: AppConfig,
    environment: { readonly now: () => number; readonly calls: CallLog } & AccessSource,
  ) => Promise<Session>;
  readonly sinks: () => Promise<VaultSinks>;
  readonly journal: () => Promise<Journal>;
  readonly thumbnails: ThumbnailShelf;
  readonly claims: Claims;
  readonly crew: Crew;
  readonly tuning: Tuning;
  readonly emit: (event: VaultEvent) => void;
}
