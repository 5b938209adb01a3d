import { late } from '../late.tsx';

/** Most people never see it: it is loaded when it is asked for. */
export const LazyOwnCredentialsDialog = late(async () => ({
  default: (await import('./own-credentials-dialog.tsx')).OwnCredentialsDialog,
}));
