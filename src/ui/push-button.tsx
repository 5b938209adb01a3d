import type { ReactElement, ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';

export interface PushButtonProps {
  readonly children: ReactNode;
  readonly onPress?: () => void;
  /** `plain` by default; one `primary` a view */
  readonly look?: 'primary' | 'plain' | 'quiet';
  readonly size?: 'small';
  /** the accessible name, where the visible words need their object */
  readonly label?: string;
  readonly isDisabled?: boolean;
  /** shows and hides something: whether it is shown, and its id */
  readonly expands?: { readonly isExpanded: boolean; readonly controls: string };
  /** sends the form it stands in */
  readonly submits?: boolean;
}

/** Every button of the page. */
export function PushButton(props: PushButtonProps): ReactElement {
  const { children, look = 'plain', size, label, expands, submits = false, ...rest } = props;
  return (
    <Button
      {...rest}
      type={submits ? 'submit' : 'button'}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(expands === undefined
        ? {}
        : { 'aria-expanded': expands.isExpanded, 'aria-controls': expands.controls })}
      className={`button button-${look}${size === undefined ? '' : ` button-${size}`}`}
    >
      {children}
    </Button>
  );
}
