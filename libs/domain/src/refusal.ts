/** Why a command was refused; the kind decides the HTTP status, the code is stable for programs. */
export type RefusalKind = 'invalid' | 'not-found' | 'conflict' | 'forbidden';

export interface RefusalDetails {
  readonly kind: RefusalKind;
  /** Stable, in kebab-case, such as `period-closed`. */
  readonly code: string;
  /** One sentence for people: what, where, and what to do. */
  readonly message: string;
  /** JSON pointer to the part of the command that is at fault, such as `/value`. */
  readonly pointer?: string;
  /** What the caller needs to see to go on, such as the correction that came first. */
  readonly state?: unknown;
}

/** Thrown by the core when a command or a value is not acceptable. Nothing has been written. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly kind: RefusalKind;
  readonly code: string;
  readonly pointer: string | undefined;
  readonly state: unknown;

  constructor(details: RefusalDetails) {
    super(details.message);
    this.kind = details.kind;
    this.code = details.code;
    this.pointer = details.pointer;
    this.state = details.state;
  }
}

/** A value of the command that cannot be right. */
export function invalid(code: string, message: string, pointer?: string): Refusal {
  return new Refusal({ kind: 'invalid', code, message, pointer });
}

/** A command that cannot follow on what has already happened. */
export function conflict(code: string, message: string, details: { pointer?: string; state?: unknown } = {}): Refusal {
  return new Refusal({ kind: 'conflict', code, message, ...details });
}

/** Something the command names that does not exist. */
export function notFound(code: string, message: string, pointer?: string): Refusal {
  return new Refusal({ kind: 'not-found', code, message, pointer });
}

/** Something that this actor may not do. */
export function forbidden(code: string, message: string): Refusal {
  return new Refusal({ kind: 'forbidden', code, message });
}
