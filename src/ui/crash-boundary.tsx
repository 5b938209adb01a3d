import { Component, type ReactNode } from 'react';
import { AppError } from '../errors.ts';
import { FullPageError } from './full-page-error.tsx';
import { MessagesContext } from './messages/messages-context.ts';

interface CrashState {
  readonly error: AppError | null;
}

/** Shows a named error with a way on, where React would leave a blank page. */
export class CrashBoundary extends Component<{ readonly children: ReactNode }, CrashState> {
  static override readonly contextType = MessagesContext;
  declare readonly context: React.ContextType<typeof MessagesContext>;
  override readonly state: CrashState = { error: null };

  static getDerivedStateFromError(thrown: unknown): CrashState {
    return { error: AppError.from(thrown) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    if (this.context === null) return null;
    const { crash } = this.context;
    return (
      <FullPageError
        heading={crash.title}
        text={{ title: '', advice: crash.advice }}
        error={error.toData()}
      />
    );
  }
}
