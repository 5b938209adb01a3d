/** Whether a Host header names this machine; a page under a rebound DNS name says its own name there. */
export function isLoopbackHost(host: string | undefined): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/iu.test(host ?? '');
}
