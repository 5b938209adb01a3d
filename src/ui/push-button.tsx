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
}

/** Every button of the page. */
export function PushButton(props: PushButtonProps): ReactElement {
  const { children, look = 'plain', size, label, ...rest } = props;
  return (
    <Button
      {...rest}
      {...(label === undefined ? {} : { 'aria-label': label })}
      className={`button button-${look}${size === undefined ? '' : ` button-${size}`}`}
    >
      {children}
    </Button>
  );
}
