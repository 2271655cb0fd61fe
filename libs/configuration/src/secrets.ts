import { stdSerializers } from 'pino';

const SECRETS: readonly (readonly [RegExp, string])[] = [
  // User and password in an address, but not where it is shown how one is written.
  [/(:\/\/)(?!user:password@)[^\s/@:]*:[^\s/@]*@/g, '$1***@'],
  [/\bBearer\s+[A-Za-z0-9._~+/=-]+/gi, 'Bearer ***'],
  // A token by its look: three parts in base64url, of which the first is a JSON object.
  [/\beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*/g, '***'],
  [/\b(password|secret|token|authorization)(["']?\s*[=:]\s*["']?)[^\s"',;&]+/gi, '$1$2***'],
];

/** A text without anything that looks like a secret. */
export function withoutSecrets(text: string): string {
  return SECRETS.reduce((redacted, [pattern, replacement]) => redacted.replace(pattern, replacement), text);
}

/** An error as a line of a log has it: with those that caused it, and without secrets. */
export function errorInLog(error: Error) {
  const { message, stack } = stdSerializers.err(error);
  return { type: error.name, message: withoutSecrets(message), stack: withoutSecrets(stack) };
}

/** For the hook of pino through which every line goes: takes secrets out of its texts. */
export function logWithoutSecrets(this: unknown, args: unknown[], log: (...args: unknown[]) => void): void {
  log.apply(
    this,
    args.map((arg) => (typeof arg === 'string' ? withoutSecrets(arg) : arg)),
  );
}

/**
 * Why a program cannot start, in one line without secrets.
 *
 * @param program its name, such as "worker"
 */
export function startFailure(program: string, error: unknown): string {
  return withoutSecrets(`The ${program} cannot start: ${error instanceof Error ? error.message : String(error)}`);
}
