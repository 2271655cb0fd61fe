/**
 * The style of a report's page: in the page itself, so that it stays what it was. Whoever serves the page allows it by its
 * hash. Text has a contrast of 7 to 1 or more; colours stand beside words that say the same.
 */
export const REPORT_STYLE = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 78rem; padding: 1rem 1.5rem 3rem; color: #1a1a1a; background: #fff;
  font: 1rem/1.5 system-ui, "Segoe UI", Arial, sans-serif; overflow-wrap: break-word; }
h1, h2, h3, h4 { line-height: 1.25; margin: 2rem 0 0.75rem; break-after: avoid; }
h1 { font-size: 2rem; margin-top: 1rem; }
h2 { font-size: 1.5rem; border-top: 2px solid #1d3557; padding-top: 1rem; }
h3 { font-size: 1.2rem; }
h4 { font-size: 1rem; margin-top: 1.25rem; }
p, ul, ol, dl { margin: 0 0 1rem; }
main p, main li, dd { max-width: 46rem; }
a { color: #12407f; }
a:focus-visible, .scroll:focus-visible { outline: 3px solid #12407f; outline-offset: 2px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { position: static; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.notice { border: 2px solid #1a1a1a; padding: 0.75rem 1rem; font-weight: 700; }
.aside { font-size: 0.9rem; color: #424242; }
dl div { display: grid; grid-template-columns: 8rem 1fr; gap: 1rem; padding: 0.3rem 0; border-bottom: 1px solid #ddd; }
dt { font-weight: 700; }
dd { margin: 0; }
nav ol { columns: 2; column-gap: 2rem; }
nav li { break-inside: avoid; padding: 0.15rem 0; }
.scroll { overflow-x: auto; margin: 0 0 1rem; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 700; padding: 0.5rem 0; break-after: avoid; }
col.w1 { width: 5rem; }
col.w2 { width: 8rem; }
col.w3 { width: 12rem; }
col.w4 { width: 18rem; }
col.w5 { width: 20rem; }
col.w6 { width: 30rem; }
th, td { padding: 0.4rem 0.6rem; border-bottom: 1px solid #ccc; text-align: left; vertical-align: top; }
thead th { background: #eef2f7; border-bottom: 2px solid #1d3557; vertical-align: bottom; }
tbody th { font-weight: 400; min-width: 11rem; }
.end { text-align: right; white-space: nowrap; }
thead .end { white-space: normal; }
tr.total > * { font-weight: 700; border-top: 2px solid #1d3557; }
tr.aside > * { color: #424242; font-size: 0.85rem; }
tr.aside > th { padding-left: 1.6rem; }
td.red { border-left: 6px solid #b3261e; background: #fdecea; }
td.amber { border-left: 6px solid #b26a00; background: #fff4e0; }
td.green { border-left: 6px solid #1e7b34; background: #e9f6ec; }
sup { line-height: 0; font-style: italic; }
a.note { display: inline-block; min-width: 1.5rem; min-height: 1.5rem; padding: 0 0.25rem; text-align: center; }
ol.notes { font-size: 0.85rem; padding-left: 2.5rem; }
footer { margin-top: 3rem; border-top: 2px solid #1d3557; font-size: 0.85rem; }
@media (max-width: 40rem) { nav ol { columns: 1; } dl div { grid-template-columns: 1fr; gap: 0; } }
@page { size: A4 landscape; margin: 15mm; }
@media print {
  :root { font-size: 11px; }
  body { max-width: none; padding: 0; }
  nav, .skip { display: none; }
  .scroll { overflow: visible; }
  thead { display: table-header-group; }
  tr, li, dl div { break-inside: avoid; }
  td.red, td.amber, td.green, thead th { print-color-adjust: exact; }
  main p, main li, dd { max-width: none; }
  a { color: inherit; text-decoration: none; }
}
`;
