import type { QueryConfig, QueryResult, QueryResultRow } from 'pg';

/** What runs a query: a pool, or one connection of it within a transaction. */
export interface Querier {
  query<R extends QueryResultRow>(query: QueryConfig): Promise<QueryResult<R>>;
}
