import type { ReactElement, ReactNode } from 'react';

function Icon({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

/** The product's mark: a drop with a keyhole. */
export function Mark(): ReactElement {
  return (
    <svg className="mark" viewBox="6 2 20 28" aria-hidden="true" focusable="false">
      <path
        fillRule="evenodd"
        d="M16 2c-.5 0-1 .2-1.3.7C11.3 7.5 6 14.2 6 19.500a10 10 0 0 0 20 0c0-5.3-5.3-12-8.7-16.800A1.6 1.6 0 0 0 16 2Zm0 13.500a3.2 3.2 0 0 1 1.7 5.900l.9 3.600a.8.8 0 0 1-.8 1h-3.600a.8.8 0 0 1-.8-1l.9-3.600A3.2 3.2 0 0 1 16 15.500Z"
      />
    </svg>
  );
}

export const CheckIcon = () => (
  <Icon>
    <path d="m5 12.5 4.5 4.500L19 7.5" />
  </Icon>
);
export const CrossIcon = () => (
  <Icon>
    <path d="m6.5 6.5 11 11m0-11-11 11" />
  </Icon>
);
export const PauseIcon = () => (
  <Icon>
    <path d="M9 6v12M15 6v12" />
  </Icon>
);
export const PlayIcon = () => (
  <Icon>
    <path d="M8 5.5 18.5 12 8 18.500z" />
  </Icon>
);
export const WaitIcon = () => (
  <Icon>
    <path d="M12 20a8 8 0 1 1 0-16 8 8 0 0 1 0 16Zm0-12.500V12l3 2" />
  </Icon>
);
export const DashIcon = () => (
  <Icon>
    <path d="M7 12h10" />
  </Icon>
);
export const UpIcon = () => (
  <Icon>
    <path d="M12 19V5.5m-5.5 5.500 5.500-5.500 5.500 5.500" />
  </Icon>
);
export const DownIcon = () => (
  <Icon>
    <path d="M12 5v13.500m-5.500-5.500 5.500 5.500 5.500-5.500" />
  </Icon>
);
export const ToTopIcon = () => (
  <Icon>
    <path d="M12 20V9m-5.500 5.500L12 9l5.500 5.500M6 4.500h12" />
  </Icon>
);
export const ChevronIcon = () => (
  <Icon>
    <path d="m6 9.5 6 6 6-6" />
  </Icon>
);
export const AlertIcon = () => (
  <Icon>
    <path d="M12 4 2.8 20h18.400L12 4Zm0 6v4.500m0 2.600v.1" />
  </Icon>
);
export const LockIcon = () => (
  <Icon>
    <path d="M6 11h12v9H6zm2.5 0V8a3.5 3.5 0 0 1 7 0v3M12 14.500v2" />
  </Icon>
);
export const KeyIcon = () => (
  <Icon>
    <path d="M11.5 12.5 20 4m-3 3 2.5 2.500M14 10l2 2m-8.5 8a4.5 4.5 0 1 1 0-9 4.5 4.5 0 0 1 0 9Z" />
  </Icon>
);
export const BoxIcon = () => (
  <Icon>
    <path d="m12 3 8 4.500v9L12 21l-8-4.500v-9L12 3Zm0 9 8-4.500M12 12v9m0-9L4 7.5" />
  </Icon>
);
export const FolderIcon = () => (
  <Icon>
    <path d="M3.500 6.500h6l2 2.500h9v9.500h-17z" />
  </Icon>
);
export const MoreIcon = () => (
  <Icon>
    <path d="M6 12h.1M12 12h.1M18 12h.1" strokeWidth="2.5" />
  </Icon>
);
export const InspectIcon = () => (
  <Icon>
    <path d="M11 17.500a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13Zm5-1.500 4 4" />
  </Icon>
);
export const NewFolderIcon = () => (
  <Icon>
    <path d="M3.500 6.500h6l2 2.500h9v9.500h-17zM12 11.500v5m-2.500-2.500h5" />
  </Icon>
);
export const FileIcon = () => (
  <Icon>
    <path d="M6 3.500h8l4 4v13H6zm8 0v4h4" />
  </Icon>
);
export const PictureIcon = () => (
  <Icon>
    <path d="M4 5h16v14H4zm0 11 5-5 8 8m-3-3 3-3 3 3M14.500 9h.1" />
  </Icon>
);
export const DropIcon = () => (
  <Icon>
    <path d="M12 4v11m-4.5-4 4.5 4.5 4.5-4.500M4 16v4h16v-4" />
  </Icon>
);
export const OpenIcon = () => (
  <Icon>
    <path d="M7 11V8a4.5 4.5 0 0 1 8.7-1.500M5 11h14v9H5z" />
  </Icon>
);
export const ReloadIcon = () => (
  <Icon>
    <path d="M19 12a7 7 0 1 1-2-4.900L19 9m0-5v5h-5" />
  </Icon>
);
export const CopyIcon = () => (
  <Icon>
    <path d="M9 9h11v11H9zM15 9V4H4v11h5" />
  </Icon>
);
export const TraceIcon = () => (
  <Icon>
    <path d="M4 6.500h8M8 12h8m-4 5.500h8" />
  </Icon>
);
