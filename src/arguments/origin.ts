/** Where something comes from that decides what a client connects to. */
export type ArgumentsOrigin =
  /** It is the same for all requests. */
  | 'constant'
  /** The request, or what is known of it. */
  | 'request'
  /** Nobody can tell. */
  | 'unknown';

/** Of several: what is of the request is worse than what is not known. */
export function worst(origins: readonly ArgumentsOrigin[]): ArgumentsOrigin {
  if (origins.includes('request')) return 'request';
  return origins.includes('unknown') ? 'unknown' : 'constant';
}
