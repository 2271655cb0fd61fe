/** Reads named settings and collects what is wrong with them. An empty setting counts as absent; DATA_DIR may not be empty. */
export class Reader {
  readonly mistakes: string[] = [];

  constructor(private readonly environment: Readonly<Record<string, string | undefined>>) {}

  text(name: string): string | undefined {
    const value = this.environment[name]?.trim();
    return value === '' ? undefined : value;
  }

  refuse(mistake: string): void {
    this.mistakes.push(mistake);
  }
}
