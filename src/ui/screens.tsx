import type { ComponentType } from 'react';
import type { AppServices } from './app-services.ts';
import { FilesScreen } from './files/files-screen.tsx';
import { late } from './late.tsx';
import type { ScreenName } from './screen-names.ts';

interface ScreenProps {
  readonly services: AppServices;
  /** the session has ended; a dialog asks for a new one */
  readonly expired: boolean;
}

const InspectScreen = late(async () => ({
  default: (await import('./inspection/inspect-screen.tsx')).InspectScreen,
}));
const CallsScreen = late(async () => ({ default: (await import('./calls/calls-screen.tsx')).CallsScreen }));

/** What is not needed at first sight is loaded when it is looked at. */
export const screens: Readonly<Record<ScreenName, { readonly Content: ComponentType<ScreenProps> }>> = {
  files: { Content: FilesScreen },
  inspect: { Content: InspectScreen },
  keys: { Content: late(() => import('./key-bench/key-bench-screen.tsx')) },
  calls: { Content: CallsScreen },
  how: {
    Content: late(() => import('./how/how-screen.tsx').then(({ HowScreen }) => ({ default: HowScreen }))),
  },
  doctor: {
    Content: late(async () => {
      const { DoctorScreen } = await import('./doctor/doctor-screen.tsx');
      return { default: ({ services }: ScreenProps) => <DoctorScreen doctor={services.doctor} /> };
    }),
  },
};
