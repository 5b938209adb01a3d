import { useEffect, useState, type ReactElement } from 'react';
import { CheckIcon, CopyIcon, CrossIcon } from './icons.tsx';
import { useMessages } from './messages/messages-context.ts';
import { PushButton } from './push-button.tsx';

/** Milliseconds that the button shows what came of it. */
const answerShown = 2_000;

/** Copies a value to the clipboard and says whether it worked. */
export function CopyButton({ what, value }: { readonly what: string; readonly value: string }): ReactElement {
  const { inspection: text } = useMessages();
  const [outcome, setOutcome] = useState<'none' | 'copied' | 'failed'>('none');

  useEffect(() => {
    if (outcome === 'none') return undefined;
    const timer = setTimeout(() => setOutcome('none'), answerShown);
    return () => clearTimeout(timer);
  }, [outcome]);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(value);
      setOutcome('copied');
    } catch {
      setOutcome('failed');
    }
  }

  return (
    <span className="copy" data-outcome={outcome}>
      <PushButton look="quiet" size="small" label={text.copyNamed(what)} onPress={() => void copy()}>
        {outcome === 'none' ? <CopyIcon /> : outcome === 'copied' ? <CheckIcon /> : <CrossIcon />}
      </PushButton>
      <output className="visually-hidden">
        {outcome === 'none' ? '' : outcome === 'copied' ? text.copied : text.copyFailed}
      </output>
    </span>
  );
}
