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

function run<C extends VaultCommand>(
  handlers: CommandHandlers,
  { command, input }: ToVault<C>,
): Promise<VaultCommands[C]['output']> {
  return handlers[command](input);
}
