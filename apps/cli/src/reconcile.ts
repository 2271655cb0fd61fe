import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  CERTAINTIES,
  RECONCILIATION_RULES_VERSION,
  Refusal,
  canonicalJson,
  parsePrintedDocument,
  placeInWords,
  reconcile,
  type Finding,
} from '@outturn/domain';
import { Command } from 'commander';
import { complain, say, sentenceOf } from './output';

const FOUND = 1;
const NO_DOCUMENT = 2;

/**
 * `reconcile <file>`: checks a printed document and prints the findings. Needs no database. Ends with 0 when there are
 * none, 1 when there are some, 2 when the file is no printed document.
 */
export function reconcileCommand(): Command {
  return new Command('reconcile')
    .description('check the figures, dates and references of a published document')
    .argument('<file>', 'a printed document as JSON: see the README')
    .option('--json', 'print the findings as JSON')
    .action(async (file: string, { json }: { readonly json?: boolean }) => {
      const checked = await check(file).catch((error: unknown) => {
        complain(describe(file, error));
      });
      if (checked === undefined) {
        process.exitCode = NO_DOCUMENT;
        return;
      }
      if (json === true) say(JSON.stringify(checked, undefined, 2));
      else for (const line of linesOf(checked.findings)) say(line);
      if (checked.findings.length > 0) process.exitCode = FOUND;
    });
}

async function check(file: string) {
  // Editors put a byte order mark before the text, which is no part of it.
  const text = (await readFile(file, 'utf8')).replace(/^\uFEFF/, '');
  const input: unknown = JSON.parse(text);
  const document = parsePrintedDocument(input);
  return {
    document: document.name,
    publishedOn: document.publishedOn,
    sha256: createHash('sha256').update(canonicalJson(input)).digest('hex'),
    rulesVersion: RECONCILIATION_RULES_VERSION,
    findings: reconcile(document),
  };
}

function describe(file: string, error: unknown): string {
  if (error instanceof Refusal) return `${file}${error.pointer ? `, ${error.pointer}` : ''}: ${error.message}`;
  if (error instanceof SyntaxError) return `${file} is not JSON: ${error.message}`;
  return `${file} cannot be read: ${sentenceOf(error)}`;
}

function linesOf(findings: readonly Finding[]): string[] {
  if (findings.length === 0) return ['No findings.'];
  const counts = CERTAINTIES.map((certainty) => {
    const count = findings.filter((finding) => finding.certainty === certainty).length;
    return `${count} ${certainty}`;
  });
  const total = findings.length === 1 ? '1 finding' : `${findings.length} findings`;
  return [...findings.map(lineOf), `${total}: ${counts.join(', ')}.`];
}

function lineOf({ place, certainty, rule, sentence }: Finding): string {
  const { paragraph, table, row, column } = place;
  return `${placeInWords({ paragraph, table, row, column })}: ${sentence} [${rule}, ${certainty}]`;
}
