import type { ReportContent } from './content';
import { heading, list, numbered, paragraph, type Block, type Facts, type ReportDocument } from './document';
import { areaBlocks, figureBlocks } from './lay-out-figures';
import { changeBlocks, comparabilityBlocks } from './lay-out-changes';
import { contractBlocks, programmeBlocks, riskBlocks } from './lay-out-governance';
import { actionBlocks, ragBlocks } from './lay-out-tables';
import { capitalised } from './words';

/** A report with its headings, tables and notes, in the order of the council's own report. */
export function layOut(content: ReportContent): ReportDocument {
  const { title, edition } = content;
  return {
    title: `${title.title}: ${title.periodText}`,
    footer: `${title.periodText} · ${edition.text} · ${edition.asAt.text}`,
    blocks: numbered([
      ...titleBlocks(content),
      ...section('Key messages', content.keyMessages.length === 0 ? [] : [list(content.keyMessages)]),
      ...content.ragTables.flatMap((table) => section(`Performance: ${table.periodText}`, ragBlocks(table))),
      ...section('Business plan actions', actionBlocks(content.actions)),
      ...section('Areas for improvement', areaBlocks(content.areasForImprovement)),
      ...section('Programmes', content.programmes.flatMap(programmeBlocks)),
      ...section('Contract governance', content.contracts.flatMap(contractBlocks)),
      ...section('Strategic risk register', content.riskRegisters.flatMap(riskBlocks)),
      ...section('Changes since the previous edition', changeBlocks(content.changes, content.edition)),
      ...section('Notes on comparability', comparabilityBlocks(content.comparability)),
      ...section('Every figure', figureBlocks(content.figures)),
    ]),
  };
}

/** A section is there also when there is nothing in it, so that nobody wonders whether it was forgotten. */
function section(title: string, blocks: readonly Block[]): Block[] {
  return [heading(2, title), ...(blocks.length === 0 ? [paragraph('Nothing is recorded.')] : blocks)];
}

function titleBlocks({ title, edition }: ReportContent): Block[] {
  const facts: Facts = {
    kind: 'facts',
    items: [
      ...(title.council === null ? [] : [{ name: 'Council', text: title.council }]),
      { name: 'Period', text: title.periodText },
      { name: 'Edition', text: edition.edition === null ? edition.text : `${edition.text} (${edition.edition})` },
      { name: 'As at', text: `${capitalised(edition.asAt.text)} (position ${edition.asAt.position})` },
      ...(edition.note === null ? [] : [{ name: 'Note', text: edition.note }]),
      { name: 'Rules', text: title.rulesText },
      { name: 'Rounding', text: title.roundingText },
    ],
  };
  const draft = edition.edition === null ? [paragraph(`${edition.text}.`, 'notice')] : [];
  return [heading(1, `${title.title}: ${title.periodText}`), ...draft, facts];
}
