/** The agency, id and version of both the data structure and the dataflow. */
export const AGENCY = 'OUTTURN';
export const STRUCTURE = 'FIGURES';
export const VERSION = '1.0.0';
export const TITLE = 'Figures of the indicators';
export const CONCEPTS = 'CS_FIGURES';
export const CONCEPTS_TITLE = 'Concepts of the figures';
/** The id of a message that holds the structure. */
export const MESSAGE = 'structure';

const URN = 'urn:sdmx:org.sdmx.infomodel';

export const STRUCTURE_URN = `${URN}.datastructure.DataStructure=${AGENCY}:${STRUCTURE}(${VERSION})`;

/** The name of a concept, by which a component refers to it. */
export function conceptUrn(id: string): string {
  return `${URN}.conceptscheme.Concept=${AGENCY}:${CONCEPTS}(${VERSION}).${id}`;
}

/** The name of a list of codes, by which a component refers to it. */
export function codelistUrn(id: string): string {
  return `${URN}.codelist.Codelist=${AGENCY}:${id}(${VERSION})`;
}
