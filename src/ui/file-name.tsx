import { memo, type ReactElement } from 'react';
import { shortenedName, visibleName } from './format/visible-name.ts';
import { useMessages } from './messages/messages-context.ts';

/** Graphemes up to which a name is shown whole, wrapped where it must be. */
const wholeUpTo = 96;

/**
 * A name of a file, which is hostile text: kept apart from the direction of what surrounds it, with invisible
 * characters written out, its middle left out when it is very long (the whole name stays readable to assistive technology).
 */
export const FileName = memo(function FileName({ name }: { readonly name: string }): ReactElement {
  const { unnamed } = useMessages();
  const whole = visibleName(name);
  if (whole.trim() === '') return <em className="file-name">{unnamed}</em>;
  const short = shortenedName(whole, wholeUpTo);
  if (short === whole) return <bdi className="file-name">{whole}</bdi>;
  return (
    <>
      <bdi className="file-name" aria-hidden="true" title={whole}>
        {short}
      </bdi>
      <bdi className="visually-hidden">{whole}</bdi>
    </>
  );
});
