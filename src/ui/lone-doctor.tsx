import { Suspense, type ReactElement } from 'react';
import type { DoctorStore } from '../state/doctor.ts';
import { Mark } from './icons.tsx';
import { late } from './late.tsx';
import { useMessages } from './messages/messages-context.ts';

const DoctorScreen = late(() =>
  import('./doctor/doctor-screen.tsx').then((module) => ({ default: module.DoctorScreen })),
);

/** The doctor where there is no session: when sign-in fails is when it is wanted most. */
export function LoneDoctor({ doctor }: { readonly doctor: DoctorStore }): ReactElement {
  const { product, screens } = useMessages();
  return (
    <div className="page">
      <header className="page-header">
        <h1 className="brand">
          <Mark />
          {product}
        </h1>
        <a className="doctor-link" href="#/">
          {screens.back}
        </a>
      </header>
      <Suspense fallback={<output className="waiting">{screens.loading}</output>}>
        <DoctorScreen doctor={doctor} />
      </Suspense>
    </div>
  );
}

/** The way to it. */
export function DoctorLink(): ReactElement {
  const { screens } = useMessages();
  return (
    <a className="doctor-link" href="#/doctor">
      {screens.runDoctor}
    </a>
  );
}
