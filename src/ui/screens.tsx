import { lazy, type ComponentType } from 'react';
import type { AppServices } from './app-services.ts';
import { FilesScreen } from './files-screen.tsx';

interface ScreenProps {
  readonly services: AppServices;
  /** the session has ended; a dialog asks for a new one */
  readonly expired: boolean;
}

/** In the order of the links. What is not needed at first sight is loaded when it is looked at: `lazy`. */
export const screenNames: readonly ScreenName[] = ['files', 'inspect', 'keys', 'calls', 'how'];

export type ScreenName = 'files' | 'inspect' | 'keys' | 'calls' | 'how';

const InspectScreen = lazy(async () => ({
  default: (await import('./inspection/inspect-screen.tsx')).InspectScreen,
}));
const CallsScreen = lazy(async () => ({ default: (await import('./calls/calls-screen.tsx')).CallsScreen }));

/** What a signed-in person can be at; the name is the address, `#/files`. */
export const screens: Readonly<Record<ScreenName, { readonly Content: ComponentType<ScreenProps> }>> = {
  files: { Content: FilesScreen },
  inspect: { Content: InspectScreen },
  keys: { Content: lazy(() => import('./key-bench/key-bench-screen.tsx')) },
  calls: { Content: CallsScreen },
  how: {
    Content: lazy(() => import('./how/how-screen.tsx').then(({ HowScreen }) => ({ default: HowScreen }))),
  },
};
