import { AppError } from '../errors.ts';
import type { CommandHandlers } from './commands.ts';
import type { FromVault, ToVault, VaultCommand, VaultCommands } from './contract.ts';
import { callOf, isToVault } from './wire.ts';

/**
 * Answers one message that came from the page: the command's output, or its error as data.
 * @returns null for what is no command and names no call
 */
export async function serve(handlers: CommandHandlers, data: unknown): Promise<FromVault | null> {
  if (!isToVault(data)) {
    const call = callOf(data);
    if (call === null) return null;
    return { call, ok: false, error: new AppError('internal', 'not a command of the vault').toData() };
  }
  try {
    return { call: data.call, ok: true, output: await run(handlers, data) };
  } catch (thrown) {
    return { call: data.call, ok: false, error: AppError.from(thrown).toData() };
  }
}

async function run(
  handlers: CommandHandlers,
  message: ToVault,
): Promise<VaultCommands[VaultCommand]['output']> {
  const { command, input } = message;
  switch (command) {
    case 'start':
      return handlers.start(input);
    case 'renew':
      return handlers.renew(input);
    case 'list':
      return handlers.list(input);
    case 'seal':
      return handlers.seal(input);
    case 'open':
      return handlers.open(input);
    case 'pause':
      return handlers.pause(input);
    case 'resume':
      return handlers.resume(input);
    case 'cancel':
      return handlers.cancel(input);
    case 'interrupted':
      return handlers.interrupted(input);
    case 'discard':
      return handlers.discard(input);
    case 'leftovers':
      return handlers.leftovers(input);
    case 'removeLeftover':
      return handlers.removeLeftover(input);
    case 'inspect':
      return handlers.inspect(input);
    case 'forget':
    default:
      return handlers.forget(input);
  }
}
