/** The data folder cannot be used. The message is one sentence for a person: the file, what is wrong, what to do. */
export class DataFolderError extends Error {
  override readonly name = 'DataFolderError';
}
