import type { ReactElement } from 'react';
import { FileName } from '../file-name.tsx';
import { useMessages } from '../messages/messages-context.ts';
import { addressOfFolder } from './folder-address.ts';

/** The way from the top to the folder that is looked at; each step is a link. */
export function Breadcrumbs(props: {
  readonly folder: string;
  /** the step that dragged lines would go into now */
  readonly dropOn: string | null;
}): ReactElement {
  const { folder, dropOn } = props;
  const { files: text } = useMessages();
  const names = folder.split('/').slice(0, -1);
  const steps = names.map((name, index) => ({
    name,
    path: names
      .slice(0, index + 1)
      .map((one) => `${one}/`)
      .join(''),
  }));
  return (
    <nav className="breadcrumbs" aria-label={text.folderPath}>
      <ol>
        <li>
          <a
            href={addressOfFolder('')}
            aria-current={folder === '' ? 'page' : undefined}
            data-folder=""
            data-drop={dropOn === ''}
          >
            {text.top}
          </a>
        </li>
        {steps.map(({ name, path }) => (
          <li key={path}>
            <a
              href={addressOfFolder(path)}
              aria-current={path === folder ? 'page' : undefined}
              data-folder={path}
              data-drop={dropOn === path}
            >
              <FileName name={name} />
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
