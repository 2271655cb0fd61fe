import type { ReportContent } from './content';
import type { Block, Column, Heading, Row, Table, TableCell } from './document';
import { layOut } from './lay-out';
import { Markup, markup } from './markup';
import { REPORT_STYLE } from './style';

/**
 * A report as one page that needs nothing else: no script, no other file. WCAG 2.2 AA: headings in order, tables with
 * captions and header cells, contrast, and words wherever there is colour.
 *
 * The same content gives the same bytes.
 */
export function renderHtml(content: ReportContent): string {
  const { title, footer, blocks } = layOut(content);
  const numbered = blocks.map((block, index) => ({ block, id: `part-${index + 1}` }));
  const titleEnd = numbered.findIndex(({ block }) => isSection(block));
  const render = (part: typeof numbered) => part.map(({ block, id }) => blockOf(block, id));
  const page = markup`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${content.edition.edition === null ? 'Draft: ' : ''}${title}</title>
<style>${new Markup(REPORT_STYLE)}</style>
</head>
<body>
<a class="skip" href="#report">Skip to the report</a>
<header>
${render(numbered.slice(0, titleEnd))}</header>
<nav aria-labelledby="contents">
<h2 id="contents">Contents</h2>
<ol>
${numbered.flatMap(({ block, id }) => (isSection(block) ? [markup`<li><a href="#${id}">${block.text}</a></li>\n`] : []))}</ol>
</nav>
<main id="report" tabindex="-1">
${render(numbered.slice(titleEnd))}</main>
<footer><p>${footer}</p></footer>
</body>
</html>
`;
  return page.text;
}

/** Sections stand in the contents. */
function isSection(block: Block): block is Heading {
  return block.kind === 'heading' && block.level === 2;
}

function blockOf(block: Block, id: string): Markup {
  switch (block.kind) {
    case 'heading':
      return headingOf(block, id);
    case 'paragraph':
      return markup`<p class="${block.style}">${block.text}</p>\n`;
    case 'list':
      return markup`<ul>\n${block.items.map((item) => markup`<li>${item}</li>\n`)}</ul>\n`;
    case 'facts':
      return markup`<dl>\n${block.items.map(factOf)}</dl>\n`;
    case 'table':
      return tableOf(block, id);
  }
}

function headingOf({ level, text }: Heading, id: string): Markup {
  const name = new Markup(`h${level}`);
  return markup`<${name} id="${id}">${text}</${name}>\n`;
}

function factOf({ name, text }: { readonly name: string; readonly text: string }): Markup {
  return markup`<div><dt>${name}</dt><dd>${text}</dd></div>\n`;
}

/** A table that is wider than the page scrolls in a region that the keyboard reaches. */
function tableOf({ caption, columns, rows, notes, firstNote }: Table, id: string): Markup {
  return markup`<div class="scroll" role="region" aria-labelledby="${id}" tabindex="0">
<table>
<caption id="${id}">${caption}</caption>
<colgroup>${columns.map(({ width }) => markup`<col class="w${width}">`)}</colgroup>
<thead>
<tr>${columns.map(({ title, align }) => markup`<th scope="col" class="${align}">${title}</th>`)}</tr>
</thead>
<tbody>
${rows.map((row) => rowOf(row, columns))}</tbody>
</table>
</div>
${notes.length === 0 ? '' : notesOf(notes, firstNote)}`;
}

function rowOf({ style, cells }: Row, columns: readonly Column[]): Markup {
  return markup`<tr class="${style}">${cells.map((cell, index) => cellOf(cell, columns[index], index === 0))}</tr>\n`;
}

function cellOf(cell: TableCell, column: Column | undefined, isFirst: boolean): Markup {
  const classes = [column?.align ?? 'start', cell.tone ?? ''].join(' ').trimEnd();
  return isFirst
    ? markup`<th scope="row" class="${classes}">${contentOf(cell)}</th>`
    : markup`<td class="${classes}">${contentOf(cell)}</td>`;
}

function contentOf({ text, revised, notes = [] }: TableCell): Markup {
  const marker = revised === true ? markup`<sup>r<span class="hidden"> (revised)</span></sup>` : '';
  return markup`${text}${marker}${notes.map(
    (note) => markup` <a class="note" href="#note-${note}" aria-label="note ${note}">${note}</a>`,
  )}`;
}

function notesOf(items: readonly string[], first: number): Markup {
  return markup`<ol class="notes" start="${first}">
${items.map((item, index) => markup`<li id="note-${first + index}">${item}</li>\n`)}</ol>
`;
}
