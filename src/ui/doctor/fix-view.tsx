import { useId, type ReactElement } from 'react';
import type { Fix } from '../../doctor/verdict.ts';
import { CopyButton } from '../copy-button.tsx';
import { useDoctorMessages } from './doctor-messages.ts';

/** One thing to do: in a sentence, the JSON to paste, and the command that applies it. */
export function FixView({ fix }: { readonly fix: Fix }): ReactElement {
  const { id, facts, json, file, command } = fix;
  const text = useDoctorMessages();
  return (
    <li className="fix">
      <p>{text.fixes[id](facts)}</p>
      {json === null ? null : <Code label={file === null ? 'JSON' : text.savedAs(file)} code={json} />}
      {command === null ? null : <Code label={text.command} code={command} />}
    </li>
  );
}

function Code({ label, code }: { readonly label: string; readonly code: string }): ReactElement {
  const labelId = useId();
  return (
    <div className="fix-code">
      <div className="fix-code-head">
        <p id={labelId}>{label}</p>
        <CopyButton what={label} value={code} />
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and so must take the keyboard */}
      <section tabIndex={0} aria-labelledby={labelId}>
        <pre>
          <code>{code}</code>
        </pre>
      </section>
    </div>
  );
}
