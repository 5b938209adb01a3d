import type { ReactElement } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import type { BenchContent } from '../../state/workbench.ts';
import { FileName } from '../file-name.tsx';
import { formatBytesExactly } from '../format/quantities.ts';
import { visibleName } from '../format/visible-name.ts';
import { CrossIcon } from '../icons.tsx';
import { PushButton } from '../push-button.tsx';
import { useMessages } from '../messages/messages-context.ts';
import { useBenchMessages } from './bench-messages.ts';
import { LongField } from './text-fields.tsx';

/** A text, or a file of the person's instead. */
export function ContentField(props: {
  readonly label: string;
  readonly content: BenchContent;
  readonly onChange: (content: BenchContent) => void;
  readonly look?: 'code';
  readonly isInvalid?: boolean;
}): ReactElement {
  const { label, content, onChange, look, isInvalid = false } = props;
  const { field: text } = useBenchMessages();
  const { locale } = useMessages();
  if (content.kind === 'file') {
    const { name, size } = content.file;
    return (
      <div className="field">
        <span>{label}</span>
        <div className="chosen-file">
          <span className="visually-hidden">{text.fileChosen(visibleName(name))}</span>
          <span aria-hidden="true">
            <FileName name={name} />
          </span>
          <span className="soft figure">{formatBytesExactly(size, locale)}</span>
          <PushButton
            look="quiet"
            size="small"
            label={text.removeFile}
            onPress={() => onChange({ kind: 'text', text: '' })}
          >
            <CrossIcon />
          </PushButton>
        </div>
      </div>
    );
  }
  return (
    <div className="content-field">
      <LongField
        label={label}
        value={content.text}
        onChange={(value) => onChange({ kind: 'text', text: value })}
        isInvalid={isInvalid}
        {...(look === undefined ? {} : { look })}
      />
      <FileTrigger
        aria-label={text.chooseFile}
        onSelect={(chosen) => {
          const file = chosen?.[0];
          if (file !== undefined) onChange({ kind: 'file', file });
        }}
      >
        <PushButton look="quiet" size="small">
          {text.chooseFile}
        </PushButton>
      </FileTrigger>
    </div>
  );
}

export const noContent: BenchContent = { kind: 'text', text: '' };

export function isEmpty(content: BenchContent): boolean {
  return content.kind === 'text' && content.text.trim() === '';
}
