import type { CalendarEntry } from '@outturn/domain';
import { calendarCommands } from './calendar';
import { isReminderDay } from './reminders';

const RULES = { cutOffDays: 30, closingDays: 60 };

function entry(period: string, more: Partial<CalendarEntry> = {}): CalendarEntry {
  return { period, coverage: 'full', state: 'open', reopenedFor: [], ...more };
}

function commandsOn(today: string, entries: readonly CalendarEntry[] = [], rules: typeof RULES | object = RULES) {
  const commands = calendarCommands(entries, today, { ...RULES, closingDays: undefined, ...rules });
  return commands.map((command) =>
    command.type === 'OpenReportingPeriod'
      ? `open ${command.period} until ${command.cutOff}`
      : `close ${command.period}`,
  );
}

describe('the calendar', () => {
  it('opens the year and the quarter that run, and those whose first figures are still in time', () => {
    expect(commandsOn('2024-04-30')).toEqual([
      'open 2023-24 until 2024-04-30',
      'open 2024-25 until 2025-04-30',
      'open 2023-24-Q4 until 2024-04-30',
      'open 2024-25-Q1 until 2024-07-30',
    ]);
    expect(commandsOn('2024-05-01')).toEqual(['open 2024-25 until 2025-04-30', 'open 2024-25-Q1 until 2024-07-30']);
    expect(commandsOn('2024-03-31')).toEqual(['open 2023-24 until 2024-04-30', 'open 2023-24-Q4 until 2024-04-30']);
  });

  it('leaves alone what people have opened or closed', () => {
    const entries = [entry('2024-25'), entry('2024-25-Q1', { state: 'closed' })];
    expect(commandsOn('2024-05-01', entries)).toEqual([]);
  });

  it('closes what is open so many days after its end, and only what is gathered in full', () => {
    const entries = [
      entry('2024-25'),
      entry('2024-25-Q1'),
      entry('2023-24-Q4'),
      entry('2023-24-Q3', { state: 'closed', reopenedFor: ['qh-voids'] }),
      entry('2022-23-Q4', { coverage: 'comparators-only' }),
    ];
    expect(commandsOn('2024-05-30', entries)).toEqual([]);
    expect(commandsOn('2024-05-31', entries)).toEqual(['close 2023-24-Q4']);
    expect(commandsOn('2024-05-31', entries, { closingDays: undefined })).toEqual([]);
  });
});

describe('reminders', () => {
  it.each([
    ['2024-04-16', true],
    ['2024-04-17', false],
    ['2024-04-23', true],
    ['2024-04-29', true],
    ['2024-04-30', false],
    ['2024-05-01', false],
    ['2024-05-07', true],
    ['2024-05-14', true],
    ['2024-03-16', false],
  ])('about a quarter with the cut-off 30 April are sent on %s: %p', (today, expected) => {
    expect(isReminderDay({ period: '2023-24-Q4', cutOff: '2024-04-30' }, today)).toBe(expected);
    expect(isReminderDay({ period: '2023-24-Q4' }, today)).toBe(false);
  });

  it('are not sent before the period has ended, however near its cut-off', () => {
    expect(isReminderDay({ period: '2023-24-Q4', cutOff: '2024-04-07' }, '2024-03-31')).toBe(false);
    expect(isReminderDay({ period: '2023-24-Q4', cutOff: '2024-04-08' }, '2024-04-01')).toBe(true);
  });
});
