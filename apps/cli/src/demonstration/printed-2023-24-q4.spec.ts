import { parsePrintedDocument, reconcile, type Finding } from '@outturn/domain';
import printed from './printed-2023-24-q4.json';

// The monitoring report of quarter 4 of 2023/24, published on 31 July 2024: what is wrong in it, and nothing else. Every
// line was checked by hand against the text; the remark beside it says how.

const EXPECTED: readonly (readonly [paragraph: string, string, string, printed: string, expected: string])[] = [
  // Printed: 2.1, 2.2, 2.4.
  ['2.4', 'paragraph-missing', 'possible', '2.4', '2.3'],
  // 42 / 136 = 30.88…%
  ['4.3', 'share', 'certain', '30.8%', '30.9%'],
  // On Track in Q3: 14 + 66 + 32 + 16 + 15 + 16 + 37 = 196; 4.5 prints 197 twice.
  ['4.5', 'row-total', 'certain', '197', '196'],
  // Section 5 is "Our achievements in Q4", which ended on 31 March 2024.
  ['5.6', 'outside-period', 'possible', 'July 2024', '1 January 2024 to 31 March 2024'],
  ['6.11', 'impossible-date', 'certain', '31/04/2024', 'a day up to 30 April 2024'],
  // 19,000,000 + 2,341,125 = 21,341,125
  ['9.4', 'malformed-number', 'certain', '£21,341,12', '£21,341,125'],
  // The final sites are expected in autumn 2024, so it is May 2024 that is meant.
  ['11.1', 'plan-overtaken', 'probable', 'May', 'what came of it, or a date from 31 July 2024 on'],
  ['13.1', 'plan-overtaken', 'certain', 'May 2024', 'what came of it, or a date from 31 July 2024 on'],
  ['13.1', 'plan-overtaken', 'certain', 'May 2024', 'what came of it, or a date from 31 July 2024 on'],
  ['14.5', 'plan-overtaken', 'certain', 'April 2024', 'what came of it, or a date from 31 July 2024 on'],
  // 6.9: projected at the end of Q3; 14.9: the draft of the year's end, of which the overspend has fallen by £98k in a month.
  ['14.9', 'two-labels', 'probable', '£4,254k', 'another amount than that of 6.9'],
  // Section 7 ends at 7.4; the deficit is in 6.9.
  ['14.9', 'dangling-reference', 'certain', 'as set out in para 7.9', '6.9'],
  // 5,506 / 5,095 = 1.0807, which is the 8% that are printed.
  ['14.24', 'malformed-number', 'probable', '5.095', '5,095'],
  // (594,061 − 533,906) / 533,906 = 11.267%
  ['14.24', 'change', 'certain', '11.26%', '11.27%'],
  // Section 15 ends at 15.3; the change in reporting is in 14.23.
  ['14.24', 'dangling-reference', 'certain', 'see 15.23', '14.23'],
  // 17 lists "Strategic Risk Register (December 2023)".
  ['15.3', 'appendix-dates', 'possible', 'January 2024', 'December 2023'],
  // 2.1: approved on 12 April 2022; 18: "Report to Council 21 April 2022".
  ['18', 'two-dates', 'probable', '21 April 2022', '12 April 2022'],
];

describe('the printed report of quarter 4', () => {
  const findings = reconcile(parsePrintedDocument(printed));

  it('has these errors and no others', () => {
    const compact = ({ place, rule, certainty, printed, expected }: Finding) => [
      place.paragraph,
      rule,
      certainty,
      printed,
      expected,
    ];
    expect(findings.map(compact)).toEqual(EXPECTED);
  });

  it('has one cell that would explain the row of actions on track', () => {
    expect(findings.find(({ rule }) => rule === 'row-total')).toEqual({
      finding: 'row-total-4-5-a1170643',
      rule: 'row-total',
      certainty: 'certain',
      place: { paragraph: '4.5', table: 'Business Plan actions', row: 'On Track', column: 'Total', item: 'Q3' },
      printed: '197',
      expected: '196',
      sentence:
        'The row "On Track" (Q3) adds up to 196, and 197 is printed as its total. With 33 instead of 32 under "Strong Resilient Communities" it would add up, and so would "Strong Resilient Communities" (to 38).',
    });
  });

  it('gives the same findings under the same ids each time, and each an id of its own', () => {
    expect(reconcile(parsePrintedDocument(printed))).toEqual(findings);
    expect(new Set(findings.map(({ finding }) => finding)).size).toBe(findings.length);
  });

  it('keeps the id of a place whatever is printed there', () => {
    const corrected = JSON.parse(JSON.stringify(printed).replace('"30.8%"', '"30.7%"')) as unknown;
    const ofShare = (list: readonly Finding[]) => list.find(({ rule }) => rule === 'share');
    const after = ofShare(reconcile(parsePrintedDocument(corrected)));
    expect([after?.finding, after?.printed]).toEqual([ofShare(findings)?.finding, '30.7%']);
  });
});
