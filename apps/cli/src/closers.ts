/** Things to stop, in the reverse of the order in which they were started; also when the start fails half-way. */
export class Closers {
  private readonly closers: { readonly name: string; readonly close: () => Promise<void> }[] = [];
  private closed: Promise<void> | undefined;

  constructor(private readonly report: (line: string) => void) {}

  /** @param name what is stopped, for a message when that fails */
  add(name: string, close: () => Promise<void>): void {
    this.closers.push({ name, close });
  }

  /** Stops everything, one after the other. One that fails is reported and does not keep the others running. */
  close(): Promise<void> {
    this.closed ??= this.closeAll();
    return this.closed;
  }

  private async closeAll(): Promise<void> {
    for (const { name, close } of this.closers.toReversed()) {
      await Promise.resolve()
        .then(close)
        .catch((error: unknown) => {
          this.report(`Stopping ${name} failed: ${error instanceof Error ? error.message : String(error)}`);
        });
    }
  }
}
