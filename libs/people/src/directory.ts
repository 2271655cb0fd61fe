import type { Pool } from 'pg';

const LONGEST_NAME = 120;

/**
 * What people are called. Events hold opaque ids only; a name stands here and nowhere else, so that erasing it here is
 * erasing it.
 */
export class Directory {
  constructor(private readonly pool: Pool) {}

  /** The names of people by their ids; those without a name are absent. */
  async names(people: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (people.length === 0) return new Map();
    const answer = await this.pool.query<{ person: string; display_name: string }>({
      name: 'directory-names',
      text: 'select person, display_name from directory.people where person = any($1)',
      values: [[...new Set(people)]],
    });
    return new Map(answer.rows.map((row) => [row.person, row.display_name]));
  }

  /** Notes what somebody is called. */
  async name(person: string, displayName: string): Promise<void> {
    const name = displayName.replace(/\s+/g, ' ').trim().slice(0, LONGEST_NAME);
    if (name === '') return;
    await this.pool.query(
      `insert into directory.people (person, display_name) values ($1, $2)
       on conflict (person) do update set display_name = excluded.display_name
       where people.display_name <> excluded.display_name`,
      [person, name],
    );
  }

  /** Forgets what somebody is called: from now on pages show the id. False when there was no name. */
  async erase(person: string): Promise<boolean> {
    const answer = await this.pool.query('delete from directory.people where person = $1', [person]);
    return answer.rowCount === 1;
  }
}
