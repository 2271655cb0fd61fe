import { SaxesParser } from 'saxes';
import type { StructureFacts } from './sdmx-code-lists';
import { sdmxStructure } from './sdmx-structure';
import { sdmxStructureXml } from './sdmx-structure-xml';

const FACTS: StructureFacts = {
  prepared: '2024-07-31T12:00:00.000Z',
  indicators: [
    { id: 'qh-repairs', name: 'Repairs "on time" & <right> first' },
    { id: 'qh-voids', name: '=HYPERLINK("http://example.org")' },
  ],
  areas: [{ id: 'quality-homes', name: 'Quality Homes' }],
};

interface Node {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Node[];
  text: string;
}

/** The tree of a document, which has to be well formed, with its prefixes declared. */
function parsed(xml: string): Node {
  const root: Node = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const values = Object.entries(attributes).map(([key, { value }]) => [key, value]);
    const node: Node = { name, attributes: Object.fromEntries(values) as Node['attributes'], children: [], text: '' };
    open.at(-1)?.children.push(node);
    open.push(node);
  });
  parser.on('text', (text) => {
    const node = open.at(-1);
    if (node) node.text += text;
  });
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  return root;
}

function all(node: Node, name: string): Node[] {
  return node.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)]);
}

function textOf(node: Node, name: string): string | undefined {
  return all(node, name)[0]?.text;
}

interface JsonComponent {
  readonly id: string;
  readonly conceptIdentity: string;
  readonly localRepresentation: {
    readonly enumeration?: string;
    readonly format?: { readonly dataType: string };
    readonly maxOccurs?: string;
  };
}

interface JsonStructure {
  readonly data: {
    readonly codelists: { readonly id: string; readonly codes: { readonly id: string; readonly name: string }[] }[];
    readonly dataStructures: { readonly dataStructureComponents: Readonly<Record<string, Record<string, unknown>>> }[];
  };
}

describe('the structure of the figures as SDMX-ML', () => {
  const xml = sdmxStructureXml(FACTS);
  const tree = parsed(xml);
  // What is built of plain objects and read as JSON has the shape that is tested here.
  const json = sdmxStructure(FACTS) as JsonStructure;

  it('begins with its header, and has its parts in the order of the standard', () => {
    expect(xml.slice(0, xml.indexOf('<str:'))).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n' +
        '<mes:Structure xmlns:mes="http://www.sdmx.org/resources/sdmxml/schemas/v3_0/message"' +
        ' xmlns:str="http://www.sdmx.org/resources/sdmxml/schemas/v3_0/structure"' +
        ' xmlns:com="http://www.sdmx.org/resources/sdmxml/schemas/v3_0/common">' +
        '<mes:Header><mes:ID>structure</mes:ID><mes:Test>false</mes:Test>' +
        '<mes:Prepared>2024-07-31T12:00:00.000Z</mes:Prepared><mes:Sender id="OUTTURN"></mes:Sender></mes:Header>' +
        '<mes:Structures>',
    );
    expect(all(tree, 'mes:Structures')[0]?.children.map(({ name }) => name)).toEqual([
      'str:Dataflows',
      'str:Codelists',
      'str:ConceptSchemes',
      'str:DataStructures',
    ]);
    expect(all(tree, 'str:DataStructureComponents')[0]?.children.map(({ name }) => name)).toEqual([
      'str:DimensionList',
      'str:AttributeList',
      'str:MeasureList',
    ]);
  });

  it('writes a component to the letter', () => {
    expect(xml).toContain(
      '<str:Attribute id="OBS_STATUS" usage="optional">' +
        '<str:ConceptIdentity>urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=OUTTURN:CS_FIGURES(1.0.0).OBS_STATUS</str:ConceptIdentity>' +
        '<str:LocalRepresentation maxOccurs="unbounded">' +
        '<str:Enumeration>urn:sdmx:org.sdmx.infomodel.codelist.Codelist=OUTTURN:CL_OBS_STATUS(1.0.0)</str:Enumeration>' +
        '</str:LocalRepresentation><str:AttributeRelationship><str:Observation></str:Observation></str:AttributeRelationship></str:Attribute>',
    );
    expect(xml).toContain(
      '<str:TimeDimension id="TIME_PERIOD">' +
        '<str:ConceptIdentity>urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=OUTTURN:CS_FIGURES(1.0.0).TIME_PERIOD</str:ConceptIdentity>' +
        '<str:LocalRepresentation><str:TextFormat textType="ObservationalTimePeriod"></str:TextFormat></str:LocalRepresentation></str:TimeDimension>',
    );
  });

  it('says the same of every component as the JSON', () => {
    const { dimensionList, attributeList, measureList } = json.data.dataStructures[0]?.dataStructureComponents ?? {};
    const told = [
      dimensionList?.dimensions,
      dimensionList?.timeDimension,
      attributeList?.attributes,
      measureList?.measures,
    ].flat() as JsonComponent[];
    const written = ['str:Dimension', 'str:TimeDimension', 'str:Attribute', 'str:Measure'].flatMap((name) =>
      all(tree, name),
    );
    expect(
      written.map((node) => ({
        id: node.attributes.id,
        concept: textOf(node, 'str:ConceptIdentity'),
        codes: textOf(node, 'str:Enumeration'),
        type: all(node, 'str:TextFormat')[0]?.attributes.textType,
        several: all(node, 'str:LocalRepresentation')[0]?.attributes.maxOccurs,
      })),
    ).toEqual(
      told.map(({ id, conceptIdentity, localRepresentation: { enumeration, format, maxOccurs } }) => ({
        id,
        concept: conceptIdentity,
        codes: enumeration,
        type: format?.dataType,
        several: maxOccurs,
      })),
    );
  });

  it('has the same codes as the JSON, whatever their names are', () => {
    const lists = all(tree, 'str:Codelist').map((list) => ({
      id: list.attributes.id,
      codes: all(list, 'str:Code').map((code) => ({ id: code.attributes.id, name: textOf(code, 'com:Name') })),
    }));
    expect(lists).toEqual(
      json.data.codelists.map(({ id, codes }) => ({
        id,
        codes: codes.map(({ id: code, name }) => ({ id: code, name })),
      })),
    );
    expect(lists[0]?.codes).toEqual(FACTS.indicators);
  });

  it('refers to nothing that it does not hold', () => {
    const { agencyID, version } = all(tree, 'str:DataStructure')[0]?.attributes ?? {};
    expect([agencyID, version, textOf(tree, 'str:Structure')]).toEqual([
      'OUTTURN',
      '1.0.0',
      'urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=OUTTURN:FIGURES(1.0.0)',
    ]);
    const concepts = all(tree, 'str:Concept').map(({ attributes }) => `(1.0.0).${attributes.id ?? ''}`);
    const lists = all(tree, 'str:Codelist').map(({ attributes }) => `OUTTURN:${attributes.id ?? ''}(1.0.0)`);
    for (const { text } of all(tree, 'str:ConceptIdentity'))
      expect(concepts.some((end) => text.endsWith(end))).toBe(true);
    for (const { text } of all(tree, 'str:Enumeration'))
      expect(lists.some((end) => text.endsWith(`=${end}`))).toBe(true);
  });
});
