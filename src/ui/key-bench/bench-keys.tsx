import type { ReactElement } from 'react';
import type { BenchKey } from '../../state/workbench.ts';
import { visibleName } from '../format/visible-name.ts';
import { KeyIcon } from '../icons.tsx';
import { useBenchMessages } from './bench-messages.ts';

type Role = 'main' | 'second' | 'rsa';

/** The KMS keys that the benches work with, in one line each. */
export function BenchKeys(props: { readonly keys: Readonly<Record<Role, BenchKey | null>> }): ReactElement {
  const { keys: text } = useBenchMessages();
  return (
    <ul className="bench-keys" aria-label={text.label}>
      {(['main', 'second', 'rsa'] as const).map((role) => (
        <li key={role} data-state={stateOf(props.keys[role])}>
          <KeyIcon />
          <div>
            <p className="bench-key-name">{text[role]}</p>
            <p className="soft">
              <Facts benchKey={props.keys[role]} />
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Facts({ benchKey }: { readonly benchKey: BenchKey | null }): ReactElement {
  const { keys: text } = useBenchMessages();
  if (benchKey === null) return <>{text.missing}</>;
  if (benchKey.status === 'failed') return <>{text.refused}</>;
  const { keySpec, state, arn } = benchKey;
  return (
    <>
      {visibleName(keySpec)} · {visibleName(state)} · <code>…{visibleName(arn.slice(-12))}</code>
    </>
  );
}

function stateOf(key: BenchKey | null): 'good' | 'bad' | 'none' {
  if (key === null) return 'none';
  return key.status === 'known' && key.state === 'Enabled' ? 'good' : 'bad';
}
