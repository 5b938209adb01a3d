/** Of a service worker's installation. Service Worker Static Routing is not in every browser, nor in TypeScript's library. */
export interface RoutableEvent {
  addRoutes?(rules: readonly object[]): Promise<void>;
}
