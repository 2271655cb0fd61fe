import type { PeriodKey } from '@outturn/domain';
import type { EditionRequest } from './edition-maker';

/** What a job is to publish, and for whom: the same command as a request that waits carries out. */
export interface PublicationOrder extends EditionRequest {
  readonly period: PeriodKey;
  /** The ids of the events follow from it, so that the edition is published once. */
  readonly commandId: string;
  readonly role: string;
  readonly correlationId: string;
  /** The revision that was seen by who asks. */
  readonly expectedRevision?: number;
  /** Of a request that may be repeated. */
  readonly requestHash?: string;
}

/** An order as the input of a job holds it: null for what it leaves open. */
export type PublicationOrderInput = Readonly<Record<keyof PublicationOrder, string | number | null>>;

/** The order as a job holds it. */
export function publicationOrderInput(order: PublicationOrder): PublicationOrderInput {
  return {
    period: order.period,
    previous: order.previous ?? null,
    position: order.position ?? null,
    note: order.note ?? null,
    commandId: order.commandId,
    role: order.role,
    correlationId: order.correlationId,
    expectedRevision: order.expectedRevision ?? null,
    requestHash: order.requestHash ?? null,
  };
}

/** The order that a job holds; undefined when it holds none. */
export function readPublicationOrder(input: Readonly<Record<string, unknown>>): PublicationOrder | undefined {
  const { period, previous, position, note, commandId, role, correlationId, expectedRevision, requestHash } = input;
  if (!isText(period) || !isText(commandId) || !isText(role) || !isText(correlationId)) return undefined;
  if (!isOptional(previous, isText) || !isOptional(note, isText) || !isOptional(requestHash, isText)) return undefined;
  if (!isOptional(position, isWhole) || !isOptional(expectedRevision, isWhole)) return undefined;
  return {
    period,
    previous: previous ?? undefined,
    position: position ?? undefined,
    note: note ?? undefined,
    commandId,
    role,
    correlationId,
    expectedRevision: expectedRevision ?? undefined,
    requestHash: requestHash ?? undefined,
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function isOptional<Value>(value: unknown, is: (value: unknown) => value is Value): value is Value | null | undefined {
  return value === null || value === undefined || is(value);
}
