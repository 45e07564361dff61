/**
 * An access path: how a value is reached from another. `.name` reads a member, `()` calls or constructs.
 * `['.Pool', '()', '.connect']` is `new (x.Pool)().connect`. Promises are transparent.
 */
export type Step = string;
export type Path = readonly Step[];

export const CALL: Step = '()';
/** Any member: elements of arrays and values of dictionaries. */
export const ANY_MEMBER: Step = '.*';

export function member(name: string): Step {
  return `.${name}`;
}

export function isMember(step: Step | undefined): step is Step {
  return step?.startsWith('.') ?? false;
}

/** Whether a step leads to an element of a list. */
export function isElement(step: Step | undefined): step is Step {
  return step === ANY_MEMBER || (step !== undefined && /^\.\d+$/.test(step));
}

/**
 * Whether a path goes through one member for the third time (`.next.next.next.pool`, `.parent.child.parent.child.parent.pool`), as it does
 * where a value is in something that holds itself. Whoever has a value from there has been seen to have one from the round before.
 */
export function goesInCircles(path: Path): boolean {
  return path.length > 3 && path.some((step) => step !== CALL && path.filter((other) => other === step).length > 2);
}

/** Whether reading `read` gives what stands at `stored`. */
export function stepsMatch(read: Step, stored: Step): boolean {
  return read === stored || (isMember(read) && isMember(stored) && (read === ANY_MEMBER || stored === ANY_MEMBER));
}

/** The path that the catalog writes as `context().browser()`; it begins with `()` where something is called itself. */
export function toPath(dotted: string): Path {
  return dotted.split('.').flatMap((segment) => (
    segment === CALL ? [CALL] : segment.endsWith(CALL) ? [member(segment.slice(0, -CALL.length)), CALL] : [member(segment)]));
}

/**
 * The path as segments of the catalog's notation (`Kafka()`, `producer`). A package that is itself called is its `default`;
 * `default` before another member is dropped, because CommonJS packages are imported both ways.
 */
export function toSegments(path: Path): string[] {
  const segments: string[] = [];
  for (const step of path) {
    if (step !== CALL) segments.push(step.slice(1));
    else if (segments.length === 0) segments.push('default()');
    else segments[segments.length - 1] += '()';
  }
  while (segments.length > 1 && segments[0] === 'default') segments.shift();
  return segments.length === 0 ? ['default'] : segments;
}
