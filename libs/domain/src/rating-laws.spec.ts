import * as fc from 'fast-check';
import { target, figure, statusOf, decimals } from '../../../test/support/figures';
import { compare, multiply, negate, round } from './decimal';
import { Polarity } from './definition';
import { rate } from './rating';
import { absoluteTolerance, greenWithin, inUnits, metOrNot, relativeTolerance } from './schemes';
import { TargetOperator } from './target';

describe('laws of rating', () => {
  const positive = fc.integer({ min: 1, max: 5000 }).map((width) => String(width / 100));
  const schemes = fc.oneof(
    fc.constant(metOrNot()),
    positive.map(absoluteTolerance),
    positive.map(relativeTolerance),
    fc
      .tuple(positive, positive)
      .map(([green, amber]) => greenWithin(inUnits(green), inUnits(String(Number(green) + Number(amber))))),
  );
  const goodness = { green: 2, amber: 1, red: 0, 'rag-not-applicable': -1 };

  it('higher is better: a greater value is never rated worse', () => {
    fc.assert(
      fc.property(
        schemes,
        decimals,
        decimals,
        decimals,
        fc.constantFrom<TargetOperator>('>=', '>'),
        (scheme, aim, a, b, operator) => {
          fc.pre(compare(aim, '0') !== 0);
          const [less, more] = compare(a, b) <= 0 ? [a, b] : [b, a];
          const against = target(operator, aim);
          const lesser = rate(scheme, figure(less, against));
          const greater = rate(scheme, figure(more, against));
          expect(goodness[greater.status]).toBeGreaterThanOrEqual(goodness[lesser.status]);
          expect(lesser.status).not.toBe('rag-not-applicable');
        },
      ),
      { numRuns: 500 },
    );
  });

  it('lower is better is the mirror: all signs turned, the same colour, distances and edges', () => {
    fc.assert(
      fc.property(
        schemes,
        decimals,
        decimals,
        fc.constantFrom<['>=' | '>', '<=' | '<']>(['>=', '<='], ['>', '<']),
        (scheme, aim, value, [up, down]) => {
          fc.pre(compare(aim, '0') !== 0);
          const higher = rate(scheme, figure(value, target(up, aim)));
          const lower = rate(scheme, figure(negate(value), target(down, negate(aim))));
          expect(lower.status).toBe(higher.status);
          expect(lower.boundaries.map(({ distance, inclusive }) => [distance, inclusive])).toEqual(
            higher.boundaries.map(({ distance, inclusive }) => [distance, inclusive]),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is total: every polarity, operator and number gets an answer, and the shown value gets the same one', () => {
    const polarity = fc.constantFrom<Polarity>(
      'higher-is-better',
      'lower-is-better',
      'in-range-is-better',
      'closer-to-zero-is-better',
      'closer-to-target-is-better',
      'yes-or-no',
      'none',
    );
    const operator = fc.constantFrom<TargetOperator>('>=', '>', '<=', '<', '=', 'between');
    fc.assert(
      fc.property(schemes, polarity, operator, decimals, decimals, (scheme, sense, sign, aim, value) => {
        const against =
          sign === 'between'
            ? target(sign, aim, { value: undefined, low: aim, high: multiply(aim, aim) })
            : target(sign, aim);
        const input = figure(value, against, { polarity: sense });
        const rating = rate(scheme, input);
        expect(rating.unratedBecause === undefined).toBe(rating.status !== 'rag-not-applicable');
        const shown = rate(scheme, { ...input, value: rating.shownValue });
        if (rating.level) expect(shown.level).toEqual(rating.level);
        expect(rating.inequality).not.toMatch(/undefined|NaN/);
      }),
      { numRuns: 1000 },
    );
  });

  it('the sign of the distance to the green boundary says whether a met-or-not figure is met', () => {
    fc.assert(
      fc.property(decimals, decimals, (aim, value) => {
        const rating = rate(metOrNot(), figure(value, target('>=', aim)));
        expect(compare(rating.boundaries[0]!.distance, '0') >= 0).toBe(rating.status === 'green');
      }),
    );
  });

  it('relative and absolute tolerance agree where the one is written as the other', () => {
    fc.assert(
      fc.property(decimals, positive, (value, percent) => {
        const against = target('>=', '200');
        const width = round(multiply(percent, '2'), 4);
        expect(statusOf(relativeTolerance(percent), figure(value, against))).toBe(
          statusOf(absoluteTolerance(width), figure(value, against)),
        );
      }),
    );
  });
});
