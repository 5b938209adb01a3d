/** A refusal in a service's own words; the type is what SDKs turn into an error's name. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly type: string;
  readonly status: number;
  /** @param message may be empty: some of the real services' refusals have none */
  constructor(type: string, message: string, status = 400) {
    super(message);
    this.type = type;
    this.status = status;
  }
}
