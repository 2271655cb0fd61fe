import { CELL_STATUSES, TARGET_OPERATORS, UNITS } from '@outturn/domain';
import { AGENCY, COMPONENTS, STRUCTURE, VERSION, sdmxCode, type CodeList, type Component } from './sdmx-components';

/** A code and its name. */
export interface Code {
  readonly id: string;
  readonly name: string;
}

export interface StructureFacts {
  /** When the message is made (ISO 8601). */
  readonly prepared: string;
  readonly indicators: readonly Code[];
  readonly areas: readonly Code[];
}

const SCHEMA =
  'https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/tools/schemas/2.0.0/sdmx-json-structure-schema.json';
const CONCEPTS = 'CS_FIGURES';
const URN = 'urn:sdmx:org.sdmx.infomodel';

const FREQUENCIES: readonly Code[] = [
  { id: 'A', name: 'Annual' },
  { id: 'Q', name: 'Quarterly' },
  { id: 'M', name: 'Monthly' },
  { id: '_O', name: 'Other' },
];
const OBSERVATION_STATUSES: readonly Code[] = [
  { id: 'A', name: 'Normal value' },
  { id: 'B', name: 'Time series break' },
  { id: 'D', name: 'Definition differs' },
  { id: 'E', name: 'Estimated value' },
  { id: 'F', name: 'Forecast value' },
  { id: 'L', name: 'Missing value; data exist but were not collected' },
  { id: 'M', name: 'Missing value; data cannot exist' },
  { id: 'O', name: 'Missing value' },
  { id: 'P', name: 'Provisional value' },
  { id: 'Q', name: 'Missing value; suppressed' },
  { id: 'U', name: 'Low reliability' },
  { id: 'V', name: 'Unvalidated value' },
];
const OPERATOR_CODES = ['GE', 'GT', 'LE', 'LT', 'EQ', 'BETWEEN'];

/** The data structure definition of the figures, with all that it refers to, as SDMX-JSON 2.0.0. */
export function sdmxStructure({ prepared, indicators, areas }: StructureFacts): object {
  const lists: Readonly<Record<CodeList, readonly Code[]>> = {
    CL_INDICATOR: indicators,
    CL_AREA: areas,
    CL_FREQ: FREQUENCIES,
    CL_UNIT_MEASURE: wordCodes(UNITS),
    CL_OBS_STATUS: OBSERVATION_STATUSES,
    CL_RAG_STATUS: wordCodes(CELL_STATUSES),
    CL_TARGET_OPERATOR: TARGET_OPERATORS.map((name, index) => ({ id: OPERATOR_CODES[index] ?? '', name })),
  };
  return {
    meta: { schema: SCHEMA, id: 'structure', test: false, prepared, contentLanguages: ['en'], sender: { id: AGENCY } },
    data: {
      dataStructures: [{ ...artefact(STRUCTURE, 'Figures of the indicators'), dataStructureComponents: components() }],
      dataflows: [
        {
          ...artefact(STRUCTURE, 'Figures of the indicators'),
          structure: `${URN}.datastructure.DataStructure=${AGENCY}:${STRUCTURE}(${VERSION})`,
        },
      ],
      conceptSchemes: [
        {
          ...artefact(CONCEPTS, 'Concepts of the figures'),
          concepts: COMPONENTS.map(({ id, name }) => named(id, name)),
        },
      ],
      codelists: Object.entries(lists)
        // A list of codes that is empty is none.
        .filter(([, codes]) => codes.length > 0)
        .map(([id, codes]) => ({ ...artefact(id, id), codes: codes.map((code) => named(code.id, code.name)) })),
    },
  };
}

function wordCodes(words: readonly string[]): Code[] {
  return words.map((word) => ({ id: sdmxCode(word), name: word.replaceAll('-', ' ') }));
}

function named(id: string, name: string) {
  return { id, name, names: { en: name } };
}

function artefact(id: string, name: string) {
  return { ...named(id, name), agencyID: AGENCY, version: VERSION, isExternalReference: false };
}

function components() {
  const of = (role: Component['role']) => COMPONENTS.filter((component) => component.role === role);
  const dimensions = of('dimension').map((component, index) => ({ ...described(component), position: index + 1 }));
  return {
    dimensionList: {
      id: 'DimensionDescriptor',
      dimensions,
      timeDimension: of('time').map(described)[0],
    },
    measureList: {
      id: 'MeasureDescriptor',
      measures: of('measure').map((component) => ({ ...described(component), usage: 'optional' })),
    },
    attributeList: {
      id: 'AttributeDescriptor',
      attributes: of('attribute').map((component) => ({
        ...described(component),
        usage: 'optional',
        attributeRelationship: { observation: {} },
      })),
    },
  };
}

function described({ id, codes, text, several }: Component) {
  const format = codes === undefined ? { format: { dataType: text } } : { enumeration: codelistUrn(codes) };
  return {
    id,
    conceptIdentity: `${URN}.conceptscheme.Concept=${AGENCY}:${CONCEPTS}(${VERSION}).${id}`,
    localRepresentation: several === true ? { ...format, maxOccurs: 'unbounded' } : format,
  };
}

function codelistUrn(codes: CodeList): string {
  return `${URN}.codelist.Codelist=${AGENCY}:${codes}(${VERSION})`;
}
