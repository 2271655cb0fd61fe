import type { StoredEvent } from '@outturn/event-store';
import { Book } from './book';
import { checkAnswers, checkFollower, checkOrder } from './checks';
import { lineOf } from './follower';

function stored(position: number, command: string, changes: Partial<StoredEvent> = {}): StoredEvent {
  return {
    id: `event-${position}`,
    type: 'CommentaryWritten',
    schemaVersion: 1,
    data: {},
    metadata: { actor: 'a', role: 'officer', correlationId: command, causationId: command },
    streamId: 'indicator-one',
    revision: position - 1,
    position,
    recordedAt: `2024-04-01T00:00:00.00000${position}Z`,
    ...changes,
  };
}

const log = [stored(1, 'first'), stored(2, 'second'), stored(3, 'second')];

describe('what clients were told', () => {
  function evidenceOf(tell: (book: Book) => void, events: readonly StoredEvent[] = log): readonly string[] {
    const book = new Book();
    tell(book);
    return checkAnswers(book, events).flatMap(({ evidence }) => evidence);
  }

  const tellAll = (book: Book) => {
    book.tell('first', { outcome: 'acknowledged', eventIds: ['event-1'] });
    book.tell('second', { outcome: 'in-doubt' });
    book.tell('third', { outcome: 'refused' });
    book.tell('fourth', { outcome: 'in-doubt' });
    book.tell('idle', { outcome: 'acknowledged', eventIds: [] });
  };

  it('holds where the log says the same', () => {
    expect(evidenceOf(tellAll)).toEqual([]);
  });

  it('is broken by an acknowledged event that is lost, by one that is there twice, and by another', () => {
    expect(evidenceOf(tellAll, log.slice(1))).toEqual(['first was told event-1; there is .']);
    expect(evidenceOf(tellAll, [...log, stored(1, 'first')])).toEqual([
      'first was told event-1; there is event-1 event-1.',
    ]);
    expect(evidenceOf(tellAll, [stored(4, 'first'), ...log.slice(1)])).toEqual([
      'first was told event-1; there is event-4.',
    ]);
  });

  it('is broken by a refused command that left something, and by what nobody sent', () => {
    expect(evidenceOf(tellAll, [...log, stored(4, 'third')])).toEqual(['third left event-4.']);
    expect(evidenceOf(tellAll, [...log, stored(4, 'stranger')])).toEqual(['Nobody sent stranger.']);
  });

  it('is broken by a command in doubt that is there twice, and by an answer that nobody should get', () => {
    expect(evidenceOf(tellAll, [...log, stored(3, 'second')])).toEqual(['second twice.']);
    const surprise = 'POST /api/v1/areas was answered 500.';
    expect(
      evidenceOf((book) => {
        tellAll(book);
        book.surprises.push(surprise);
      }),
    ).toEqual([surprise]);
  });
});

describe('the order of the log', () => {
  it.each([
    ['a gap between positions', stored(5, 'c', { revision: 3 }), ['After position 3 comes 5.']],
    ['a gap between revisions', stored(4, 'c', { revision: 4 }), ['indicator-one has 4 in place of 3.']],
    [
      'a time before that of the predecessor',
      stored(4, 'c', { recordedAt: '2024-03-31T00:00:00.000000Z' }),
      ['4 was recorded at 2024-03-31T00:00:00.000000Z, before its predecessor (2024-04-01T00:00:00.000003Z).'],
    ],
    ['an event that is there twice', stored(4, 'c', { id: 'event-1' }), ['event-1 is there twice.']],
  ])('is broken by %s', (_, event, evidence) => {
    expect(checkOrder(log).evidence).toEqual([]);
    expect(checkOrder([...log, event]).evidence).toEqual(evidence);
  });
});

describe('what a follower saw', () => {
  const seen = log.map(lineOf);

  it('holds where it is the log', () => {
    expect(checkFollower(seen, log).evidence).toEqual([]);
  });

  it.each([
    ['misses one', [seen[0] ?? '', seen[2] ?? '']],
    ['has seen one twice', [...seen, seen[2] ?? '']],
    ['has seen two in the wrong order', [seen[1] ?? '', seen[0] ?? '', seen[2] ?? '']],
  ])('is broken where it %s', (_, lines) => {
    expect(checkFollower(lines, log).evidence).toHaveLength(1);
  });
});
