import type { Bytes } from '../bytes/bytes.ts';
import type { ErrorData } from '../errors.ts';
import type { KeptKind } from '../workbench/kept.ts';
import type { OaepHash, RsaSpec } from '../workbench/limits.ts';

/** A text the person typed, or a file of theirs; at most `envelopeLimit` bytes. */
export type BenchContent =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'file'; readonly file: File };

/** A bench document: its text, or one that is kept in the store. */
export type DocumentSource =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'kept'; readonly key: string };

/** A wrapped key: of a stored file's header, of a message in base64, or of a bench document. */
export type WrappedKeySource =
  { readonly kind: 'stored'; readonly key: string } | { readonly kind: 'text'; readonly text: string };

/** One document kept in the store. */
export interface KeptDocument {
  readonly key: string;
  /** hostile text, never markup */
  readonly name: string;
  /** ISO 8601, UTC */
  readonly lastModified: string | null;
}

/** A key of the configuration, as KMS describes it now. */
export type BenchKey =
  | {
      readonly status: 'known';
      readonly arn: string;
      readonly keySpec: string;
      readonly state: string;
      readonly currentMaterialId: string | null;
      /** null: not a symmetric key */
      readonly rotation: BenchRotation | null;
    }
  | { readonly status: 'failed'; readonly error: ErrorData };

export type BenchRotation =
  | {
      readonly status: 'known';
      readonly automatic: boolean;
      readonly periodDays: number | null;
      readonly rotations: readonly {
        /** ISO 8601, UTC */
        readonly date: string | null;
        readonly type: string;
        readonly materialId: string | null;
      }[];
    }
  | { readonly status: 'failed'; readonly error: ErrorData };

/** A document that was made, and what KMS said of it. */
export interface MadeDocument {
  /** the whole document, to be copied or saved */
  readonly document: string;
  /** bytes */
  readonly plaintextLength: number;
  readonly ciphertextLength: number;
  readonly keyArn: string;
  /** null: KMS was not asked */
  readonly requestId: string | null;
  /** where it is kept; null: it is not */
  readonly keptAt: string | null;
}

/** A secret that was opened. Whoever shows it clears it again. */
export interface OpenedSecret {
  readonly text: string;
  readonly keyArn: string;
  readonly requestId: string | null;
}

/** One moment in the life of a data key's bytes. */
export interface KeyEvent {
  readonly moment:
    'asked' | 'received' | 'imported' | 'overwritten' | 'derived' | 'committed' | 'sealed' | 'dropped';
  /** milliseconds since the first */
  readonly at: number;
}

/** A whole AWS Encryption SDK message. */
export interface SealedMessage {
  readonly message: Bytes;
  readonly plaintextLength: number;
  readonly headerLength: number;
  readonly frameCount: number;
  /** the ARN of a KMS key, or the fingerprint of a key pair */
  readonly wrappedBy: string;
  readonly wrappedKeyLength: number;
  readonly events: readonly KeyEvent[];
}

/** What was in a message, verified to its end. */
export interface OpenedContent {
  readonly bytes: Bytes;
  /** null: not UTF-8 text */
  readonly text: string | null;
  /** the ARN of the KMS key that unwrapped */
  readonly keyArn: string;
  readonly requestId: string | null;
  readonly context: readonly (readonly [name: string, value: string])[];
}

/** A key pair whose private half is wrapped. */
export interface MadeKeyPair {
  readonly document: string;
  readonly pem: string;
  /** SHA-256 of the SubjectPublicKeyInfo, lower-case hex */
  readonly fingerprint: string;
  readonly spec: RsaSpec;
  readonly wrappedLength: number;
  readonly keyArn: string;
  readonly requestId: string | null;
  readonly keptAt: string | null;
}

/** The public half of the configured RSA key. */
export interface RsaKeyFacts {
  readonly pem: string;
  readonly fingerprint: string;
  readonly spec: RsaSpec;
  readonly keyArn: string;
  readonly requestId: string | null;
}

/** What KMS unwrapped, and what that proves. The plaintext key was overwritten. */
export interface UnwrapReport {
  readonly keyArn: string;
  /** the material of the KMS key that had wrapped it; null: KMS did not say */
  readonly materialId: string | null;
  /** the one that wraps now; null: KMS did not say */
  readonly currentMaterialId: string | null;
  readonly wrappedLength: number;
  readonly keyLength: number;
  readonly requestId: string | null;
  /** what the unwrapped key was checked against: the commitment and tag of the message it belongs to; null: there is no message */
  readonly messageId: string | null;
}

export interface MoveReport {
  readonly before: UnwrapReport;
  readonly after: UnwrapReport;
  /** KMS's id of the ReEncrypt call */
  readonly requestId: string | null;
  /** the moved key */
  readonly document: string;
}

/** The commands of the key bench. Secrets the person typed come and go; data keys and private keys never do. */
export interface WorkbenchCommands {
  benchKeys: {
    input: null;
    /** null: not configured */
    output: {
      readonly main: BenchKey;
      readonly second: BenchKey | null;
      readonly rsa: BenchKey | null;
    };
  };
  /** @throws `over-limit` above `directLimit` bytes, `name-invalid`, `name-taken` */
  sealSecret: { input: { text: string; keepAs: string | null }; output: MadeDocument };
  /** @throws `pasted-text-invalid`, `moved`, `kms-wrapped-key-refused` for another context, `kms-wrong-key` */
  openSecret: { input: { from: DocumentSource }; output: OpenedSecret };
  keptDocuments: {
    input: { kind: KeptKind };
    output: { documents: readonly KeptDocument[]; hasMore: boolean };
  };
  /** @throws `over-limit` above `envelopeLimit` bytes */
  sealEnvelope: { input: { content: BenchContent }; output: SealedMessage };
  /** `message`: a text is base64. @throws `message-*` and whatever opening a file can end with */
  openEnvelope: { input: { message: BenchContent }; output: OpenedContent };
  makeKeyPair: { input: { spec: RsaSpec; keepAs: string | null }; output: MadeKeyPair };
  /** Asks nobody. `publicKey`: PEM, or the document of a key pair. @throws `pasted-text-invalid`, `over-limit` */
  sealForPair: { input: { publicKey: string; content: BenchContent }; output: SealedMessage };
  /** @throws `key-pair-mismatch` */
  openWithPair: { input: { pair: DocumentSource; message: BenchContent }; output: OpenedContent };
  /** @throws `config-invalid` where none is configured */
  rsaKey: { input: null; output: RsaKeyFacts };
  /** Asks nobody: `pem` is the public half. @throws `over-limit` above what the key and the hash take */
  sealForRsaKey: {
    input: { pem: string; keyArn: string; hash: OaepHash; text: string };
    output: MadeDocument;
  };
  openByRsaKey: { input: { text: string }; output: OpenedSecret };
  /** Unwraps a key to see that it still opens; the message it belongs to, where there is one, must agree. */
  proveKey: { input: { from: WrappedKeySource }; output: UnwrapReport };
  /** Wraps it again under another key, within KMS. Nothing stored is touched. */
  moveKey: { input: { from: WrappedKeySource; to: 'main' | 'second' }; output: MoveReport };
}
