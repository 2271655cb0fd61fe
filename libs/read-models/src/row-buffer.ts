import type { Emit, Tally } from './projection';
import type { Row, Table } from './table';

/** Holds what read models make of a batch until it is written. */
export class RowBuffer implements Emit {
  readonly rows = new Map<Table, Row[]>();
  readonly tallies: Tally[] = [];

  row(table: Table, row: Row): void {
    const known = this.rows.get(table);
    if (known) known.push(row);
    else this.rows.set(table, [row]);
  }

  tally(tally: Tally): void {
    this.tallies.push(tally);
  }
}
