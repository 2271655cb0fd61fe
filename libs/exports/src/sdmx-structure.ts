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

const SCHEMA =
  'https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/tools/schemas/2.0.0/sdmx-json-structure-schema.json';

/** The data structure definition of the figures, with all that it refers to, as SDMX-JSON 2.0.0. */
export function sdmxStructure(facts: StructureFacts): object {
  return {
    meta: {
      schema: SCHEMA,
      id: MESSAGE,
      test: false,
      prepared: facts.prepared,
      contentLanguages: ['en'],
      sender: { id: AGENCY },
    },
    data: {
      dataStructures: [{ ...artefact(STRUCTURE, TITLE), dataStructureComponents: components() }],
      dataflows: [{ ...artefact(STRUCTURE, TITLE), structure: STRUCTURE_URN }],
      conceptSchemes: [
        {
          ...artefact(CONCEPTS, CONCEPTS_TITLE),
          concepts: COMPONENTS.map(({ id, name }) => named(id, name)),
        },
      ],
      codelists: codeLists(facts).map(([id, codes]) => ({
        ...artefact(id, id),
        codes: codes.map((code) => named(code.id, code.name)),
      })),
    },
  };
}

function named(id: string, name: string) {
  return { id, name, names: { en: name } };
}

function artefact(id: string, name: string) {
  return { ...named(id, name), agencyID: AGENCY, version: VERSION, isExternalReference: false };
}

function components() {
  const dimensions = withRole('dimension').map((component, index) => ({
    ...described(component),
    position: index + 1,
  }));
  return {
    dimensionList: {
      id: 'DimensionDescriptor',
      dimensions,
      timeDimension: withRole('time').map(described)[0],
    },
    measureList: {
      id: 'MeasureDescriptor',
      measures: withRole('measure').map((component) => ({ ...described(component), usage: 'optional' })),
    },
    attributeList: {
      id: 'AttributeDescriptor',
      attributes: withRole('attribute').map((component) => ({
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
    conceptIdentity: conceptUrn(id),
    localRepresentation: several === true ? { ...format, maxOccurs: 'unbounded' } : format,
  };
}
