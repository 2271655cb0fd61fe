import { codeLists, type StructureFacts } from './sdmx-code-lists';
import { COMPONENTS, withRole, type Component } from './sdmx-components';
import {
  AGENCY,
  CONCEPTS,
  CONCEPTS_TITLE,
  MESSAGE,
  STRUCTURE,
  STRUCTURE_URN,
  TITLE,
  VERSION,
  codelistUrn,
  conceptUrn,
} from './sdmx-names';
import { element, escaped } from './xml';

const SCHEMAS = 'http://www.sdmx.org/resources/sdmxml/schemas/v3_0';
const NAMESPACES = {
  'xmlns:mes': `${SCHEMAS}/message`,
  'xmlns:str': `${SCHEMAS}/structure`,
  'xmlns:com': `${SCHEMAS}/common`,
};
const ARTEFACT = { agencyID: AGENCY, version: VERSION, isExternalReference: 'false' };

/** The data structure definition of the figures, with all that it refers to, as SDMX-ML 3.0: what the JSON says too. */
export function sdmxStructureXml(facts: StructureFacts): string {
  const header = element(
    'mes:Header',
    {},
    element('mes:ID', {}, MESSAGE),
    element('mes:Test', {}, 'false'),
    element('mes:Prepared', {}, facts.prepared),
    element('mes:Sender', { id: AGENCY }),
  );
  const structures = element(
    'mes:Structures',
    {},
    element('str:Dataflows', {}, artefact('Dataflow', STRUCTURE, TITLE, element('str:Structure', {}, STRUCTURE_URN))),
    element(
      'str:Codelists',
      {},
      ...codeLists(facts).map(([id, codes]) => artefact('Codelist', id, id, ...items('Code', codes))),
    ),
    element(
      'str:ConceptSchemes',
      {},
      artefact('ConceptScheme', CONCEPTS, CONCEPTS_TITLE, ...items('Concept', COMPONENTS)),
    ),
    element('str:DataStructures', {}, artefact('DataStructure', STRUCTURE, TITLE, components())),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('mes:Structure', NAMESPACES, header, structures)}\n`;
}

function artefact(kind: string, id: string, name: string, ...content: readonly string[]): string {
  return element(`str:${kind}`, { id, ...ARTEFACT }, nameOf(name), ...content);
}

function items(kind: string, list: readonly { readonly id: string; readonly name: string }[]): string[] {
  return list.map(({ id, name }) => element(`str:${kind}`, { id }, nameOf(name)));
}

function nameOf(name: string): string {
  return element('com:Name', { 'xml:lang': 'en' }, escaped(name));
}

/** Attributes come before measures here, and after them in JSON and CSV. */
function components(): string {
  const observation = element('str:AttributeRelationship', {}, element('str:Observation', {}));
  return element(
    'str:DataStructureComponents',
    {},
    element(
      'str:DimensionList',
      { id: 'DimensionDescriptor' },
      ...withRole('dimension').map((one, index) => component('Dimension', one, { position: String(index + 1) })),
      ...withRole('time').map((one) => component('TimeDimension', one, {})),
    ),
    element(
      'str:AttributeList',
      { id: 'AttributeDescriptor' },
      ...withRole('attribute').map((one) => component('Attribute', one, { usage: 'optional' }, observation)),
    ),
    element(
      'str:MeasureList',
      { id: 'MeasureDescriptor' },
      ...withRole('measure').map((one) => component('Measure', one, { usage: 'optional' })),
    ),
  );
}

function component(
  kind: string,
  { id, codes, text, several }: Component,
  attributes: Readonly<Record<string, string>>,
  ...relationship: readonly string[]
): string {
  const values =
    codes === undefined
      ? element('str:TextFormat', text === undefined ? {} : { textType: text })
      : element('str:Enumeration', {}, codelistUrn(codes));
  return element(
    `str:${kind}`,
    { id, ...attributes },
    element('str:ConceptIdentity', {}, conceptUrn(id)),
    element('str:LocalRepresentation', several === true ? { maxOccurs: 'unbounded' } : {}, values),
    ...relationship,
  );
}
