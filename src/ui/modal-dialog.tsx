import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';

/**
 * A modal dialog, by the browser's own element: it holds the focus, closes by Escape and gives the focus back.
 * (react-aria's Modal adds a style element on iOS, which the page's Content-Security-Policy refuses.)
 */
export function ModalDialog(props: {
  readonly labelledBy: string;
  readonly onClose: () => void;
  /** `panel`: at the side, full height; `wide`: as large as the window takes */
  readonly shape: 'panel' | 'card' | 'wide';
  readonly role?: 'alertdialog';
  readonly children: ReactNode;
}): ReactElement {
  const { labelledBy, onClose, shape, role, children } = props;
  const ref = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const dialog = ref.current;
    if (dialog === null) return undefined;
    const opener = document.activeElement;
    dialog.showModal();
    const onPointerDown = (event: PointerEvent) => {
      // Only the backdrop is hit as the dialog itself; everything inside is covered by its one child.
      if (event.target === dialog && shape === 'panel') dialog.close();
    };
    dialog.addEventListener('pointerdown', onPointerDown);
    return () => {
      dialog.removeEventListener('pointerdown', onPointerDown);
      dialog.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, [shape]);

  return (
    <dialog
      ref={ref}
      className={`dialog dialog-${shape}`}
      role={role}
      aria-labelledby={labelledBy}
      onClose={(event) => {
        // A close that was undone meanwhile is none: React mounts twice in development.
        if (!event.currentTarget.open) onClose();
      }}
    >
      <div className="dialog-body">{children}</div>
    </dialog>
  );
}
