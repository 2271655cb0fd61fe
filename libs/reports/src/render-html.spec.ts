import { fullContent, withTexts } from '../../../test/report-content';
import { reportFacts } from '../../../test/report-examples';
import { buildReport } from './build-report';
import { renderHtml } from './render-html';
import { REPORT_STYLE } from './style';

function all(html: string, pattern: RegExp): string[] {
  return [...html.matchAll(pattern)].map((match) => match[1] ?? '');
}

describe('the page of a report', () => {
  const html = renderHtml(fullContent());

  it('is the same bytes for the same content', () => {
    expect(renderHtml(fullContent())).toBe(html);
  });

  it('needs no other file, runs nothing, and has its style in one element', () => {
    expect(html).not.toMatch(/<script|<link|<img|<iframe|\son\w+=|\sstyle=|https?:/i);
    expect(all(html, /<style>([^]*?)<\/style>/g)).toEqual([REPORT_STYLE]);
    expect(REPORT_STYLE).not.toMatch(/[<>]\/|url\(|@import/);
  });

  it('tells its language and its title, and leads past the contents', () => {
    expect(html).toMatch(/^<!doctype html>\n<html lang="en-GB">/);
    expect(html).toContain(
      '<title>Performance monitoring report: Quarter 3 of 2023/24 (October to December 2023)</title>',
    );
    expect(html).toContain('<a class="skip" href="#report">Skip to the report</a>');
  });

  it('has one title, skips no level of headings, and lists its sections in the contents', () => {
    const levels = all(html, /<h([1-6])[ >]/g).map(Number);
    expect(levels.filter((level) => level === 1)).toEqual([1]);
    expect(levels[0]).toBe(1);
    for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? level)).toBeLessThanOrEqual(1);
    expect(all(html, /<h2 id="part-\d+">(.*?)<\/h2>/g)).toEqual(all(html, /<li><a href="#part-\d+">(.*?)<\/a><\/li>/g));
    expect(all(html, /<h2 id="part-\d+">(.*?)<\/h2>/g)).toEqual([
      'Key messages',
      'Performance: Quarter 3 of 2023/24 (October to December 2023)',
      'Business plan actions',
      'Areas for improvement',
      'Programmes',
      'Contract governance',
      'Strategic risk register',
      'Changes since the previous edition',
      'Notes on comparability',
      'Every figure',
    ]);
  });

  it('has tables with captions, header cells, and as many cells as columns in every row', () => {
    const tables = all(html, /<table>([^]*?)<\/table>/g);
    expect(tables).toHaveLength(13);
    for (const part of tables) {
      expect(part).toMatch(/^\n<caption id="part-\d+">[^<]+<\/caption>/);
      const columns = all(part, /(<th scope="col")/g).length;
      const rows = all(part, /<tr class="\w+">(.*)<\/tr>/g);
      expect(columns).toBeGreaterThan(1);
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) {
        expect(row).toMatch(/^<th scope="row"/);
        expect(all(row, /(<th |<td )/g)).toHaveLength(columns);
      }
    }
  });

  it('leads nowhere that is not there, and names nothing twice', () => {
    const ids = all(html, /\sid="([^"]+)"/g);
    expect(new Set(ids).size).toBe(ids.length);
    for (const target of [...all(html, /href="#([^"]+)"/g), ...all(html, /aria-labelledby="([^"]+)"/g)]) {
      expect(ids).toContain(target);
    }
  });

  it('says in words whatever it says in colour', () => {
    for (const [, tone, text] of html.matchAll(/<td class="start (red|amber|green)">([^<]*)/g)) {
      expect(text?.toLowerCase().trim()).toBe(tone);
    }
    expect(html).toContain('<td class="start">56.26%<sup>r<span class="hidden"> (revised)</span></sup></td>');
    expect(html).toContain('r: revised. An earlier edition showed another value.');
    expect(html).toContain('<li id="note-5">Revised: edition 2023-24-Q3.1 showed 62.50%.</li>');
  });

  it('shows what was printed beside what is computed, and where the printed shares are not those of its counts', () => {
    expect(html).toContain('<th scope="row" class="start">Quality Homes, as printed</th>');
    expect(html).toContain('<th scope="row" class="start">elsewhere, as printed</th>');
    expect(html).toContain('It prints 49.9% red; its own counts come to 50.0%.');
  });

  it('lets no text be more than text, wherever it stands', () => {
    const attack = `</style></title><script>alert("1")</script><img src=x onerror='alert(1)'>`;
    const attacked = renderHtml(withTexts(fullContent(), attack));
    expect(attacked).not.toMatch(/<script|<img/);
    expect(all(attacked, /<\/(style|title)>/g)).toEqual(['title', 'style']);
    expect(all(attacked, /(&lt;script&gt;alert\(&quot;1&quot;\))/g).length).toBeGreaterThan(60);
  });

  it('says that a draft is one', () => {
    const draft = renderHtml(buildReport(reportFacts()));
    expect(draft).toContain('<title>Draft: Performance monitoring report');
    expect(draft).toContain('<p class="notice">Draft: not a published edition.</p>');
  });

  it('has every section also where nothing is recorded', () => {
    const draft = renderHtml(buildReport(reportFacts()));
    expect(all(draft, /<h2 id="part-\d+">[^<]+<\/h2>\n<p class="body">(Nothing is recorded\.)/g)).toHaveLength(4);
  });
});
