import type { VerificationReport } from '../../inspect/chain.ts';
import type { Inspection } from '../../inspect/inspection.ts';

/** A verification as a file to keep: what was verified, and what came of it. It holds no key and no plaintext. */
export function reportFile(
  inspection: Inspection,
  report: VerificationReport,
): { readonly name: string; readonly text: string } {
  const { name, size, storage, message, frames, placement, ownership } = inspection;
  const content = {
    kind: 'sealdrop verification report',
    version: 1,
    message: {
      name,
      size,
      location: storage?.location ?? null,
      etag: storage?.facts.etag ?? null,
      versionId: storage?.facts.versionId ?? null,
      suite: message?.suiteId ?? null,
      messageId: message?.messageId ?? null,
      context: Object.fromEntries(message?.context ?? []),
      wrappedKeys: message?.wrappedKeys ?? [],
      frames,
      placement,
      ownership,
    },
    report,
  };
  return { name: `${name}.verification.json`, text: `${JSON.stringify(content, null, 2)}\n` };
}
