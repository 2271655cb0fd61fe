import { canonicalJson } from './canonical-json';
import { Refusal } from './refusal';

function refusalOf(value: unknown): Refusal {
  try {
    canonicalJson(value);
  } catch (error) {
    if (error instanceof Refusal) return error;
  }
  throw new Error('Not refused.');
}

/** The number whose IEEE 754 bits these are. */
function numberOf(bits: string): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(`0x${bits}`));
  return view.getFloat64(0);
}

describe('canonical JSON (RFC 8785)', () => {
  /** The example of section 3.2.2. */
  const example = JSON.parse(String.raw`{
    "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
    "literals": [null, true, false]
  }`) as unknown;

  it('writes the example of section 3.2.3', () => {
    expect(canonicalJson(example)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  it('comes to the bytes of section 3.2.4', () => {
    const bytes =
      '7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c226e756d62657273223a5b3333333333333333332e33333333333' +
      '3332c31652b33302c342e352c302e3030322c31652d32375d2c22737472696e67223a22e282ac245c75303030665c6e4127425c225c5c5c5c' +
      '5c222f227d';
    expect(Buffer.from(canonicalJson(example)).toString('hex')).toBe(bytes);
  });

  it('orders names by UTF-16 code units, as in section 3.2.3', () => {
    const unordered = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect(canonicalJson(unordered)).toBe(
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis",' +
        '"€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    );
  });

  // Appendix B of the RFC.
  it.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['ffefffffffffffff', '-1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['c340000000000000', '-9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['44b52d02c7e14af7', '1.0000000000000001e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef4f', '999999999999999900000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['41b3de4355555554', '333333333.33333325'],
    ['41b3de4355555555', '333333333.3333333'],
    ['41b3de4355555556', '333333333.3333334'],
    ['41b3de4355555557', '333333333.33333343'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('writes the number with the bits %s as %s', (bits, text) => {
    expect(canonicalJson(numberOf(bits))).toBe(text);
  });

  it('leaves out what is undefined, and keeps the order of lists', () => {
    expect(canonicalJson({ b: [{ z: 1, a: undefined }, [], {}], a: 'x' })).toBe('{"a":"x","b":[{"z":1},[],{}]}');
  });

  it.each([
    ['NaN', { a: [Number.NaN] }, '/a/0'],
    ['an infinity', { 'a/b': Number.POSITIVE_INFINITY }, '/a~1b'],
    ['half a character', ['\ud83d'], '/0'],
    ['half a character in a name', { '~\ud83d': 1 }, '/~0\ud83d'],
    ['a hole in a list', [, 1], '/0'], // eslint-disable-line no-sparse-arrays -- what is tested
    ['a function', { a: () => 1 }, '/a'],
    ['a big integer', 1n, ''],
  ])('refuses %s', (_, value, pointer) => {
    expect(refusalOf(value)).toMatchObject({ code: 'not-json', pointer });
  });
});
