import { Markup, cleaned, markup } from './markup';

describe('markup', () => {
  it('escapes every text, in elements and in attributes', () => {
    const attack = `"><script>alert('1')</script>&amp;`;
    expect(markup`<p title="${attack}">${attack}</p>`.text).toBe(
      '<p title="&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;">' +
        '&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;</p>',
    );
  });

  it('writes markup out as it is, and lists of it in order', () => {
    expect(markup`<ul>${['a', '<b>'].map((item) => markup`<li>${item}</li>`)}</ul>${7}`.text).toBe(
      '<ul><li>a</li><li>&lt;b&gt;</li></ul>7',
    );
    expect(markup`${new Markup('<br>')}`.text).toBe('<br>');
  });

  it.each([
    ['a control character', 'a\u0000b\u001bc\u009fd', 'a\ufffdb\ufffdc\ufffdd'],
    ['half of a character', 'a\ud800b', 'a\ufffdb'],
    ['what turns the direction of the text', 'a\u202eb\u2066c', 'a\ufffdb\ufffdc'],
    ['what no XML can hold', 'a\ufffeb\uffffc', 'a\ufffdb\ufffdc'],
  ])('shows %s as unknown', (_, text, expected) => {
    expect(cleaned(text)).toBe(expected);
  });

  it('keeps line ends, tabs and every other character', () => {
    expect(cleaned('£21,341\tñ 😀\n− r')).toBe('£21,341\tñ 😀\n− r');
  });
});
