import { AppError } from '../errors.ts';

type Mode = 'read' | 'readwrite';

/** The part of a handle that only some browsers have. (WICG File System Access, `FileSystemHandle`) */
interface PermissionHandle {
  queryPermission?(descriptor: { readonly mode: Mode }): Promise<PermissionState>;
  requestPermission?(descriptor: { readonly mode: Mode }): Promise<PermissionState>;
}

/**
 * Asks for the use of a file or folder whose handle was kept. Must be called within a click, or the browser refuses.
 * @throws AppError `permission-lost`
 */
export async function mayUse(handle: FileSystemHandle & PermissionHandle, mode: Mode): Promise<void> {
  const answer = await ask(handle, mode);
  if (answer !== 'granted') throw new AppError('permission-lost', `${mode} permission is ${answer}`);
}

async function ask(handle: PermissionHandle, mode: Mode): Promise<string> {
  try {
    return (await handle.requestPermission?.({ mode })) ?? 'granted';
  } catch (cause) {
    throw new AppError('permission-lost', `${mode} permission could not be asked for`, { cause });
  }
}

/** Whether it can be used without asking. Without a handle there is nothing to ask. */
export async function mayUseUnasked(
  handle: (FileSystemFileHandle & PermissionHandle) | null,
  mode: Mode,
): Promise<boolean> {
  if (handle?.queryPermission === undefined) return true;
  try {
    return (await handle.queryPermission({ mode })) === 'granted';
  } catch {
    return false;
  }
}
