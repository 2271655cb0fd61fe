import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

const DESCRIPTION = `What a figure was, who changed it, why, and what was published at the time.

- **Period** is what a fact is about: \`2023-24\` (April to March), \`2023-24-Q4\` (January to March 2024). **As at** is when it was known.
- Decimals are strings. Unknown parameters and fields are refused.
- Every error is \`application/problem+json\`; \`errors\` says what is wrong where, as a JSON pointer into the body, path, query or header.
- Every answer carries \`asAt\`, and a link that gives the same answer for ever.`;

const PATH_PARAMETERS: Readonly<Record<string, { readonly description: string; readonly example: string }>> = {
  indicator: { description: 'Key of the indicator.', example: 'qh-fire-risk-assessments' },
  period: { description: 'A quarter (2023-24-Q4) or a financial year (2023-24).', example: '2023-24-Q4' },
  area: { description: 'Key of the area.', example: 'quality-homes' },
  reconciliation: { description: 'Key of the reconciliation.', example: '0f8e7a3c5d0f4f3b-1' },
  finding: { description: 'Id of the finding.', example: 'share-4-3-2cb2a674' },
  edition: { description: 'Name of the edition.', example: '2023-24-Q4.1' },
  year: { description: 'A financial year.', example: '2023-24' },
  weWill: { description: 'Key of the "we will".', example: 'qh-safe-homes' },
  action: { description: 'Key of the action.', example: 'qh-fire-doors' },
  register: { description: 'Key of the register.', example: 'strategic' },
  contract: { description: 'Key of the contract.', example: 'sct' },
  programme: { description: 'Key of the programme.', example: 'housing-improvement' },
  milestone: { description: 'Key of the milestone.', example: 'compliance-specification' },
  id: { description: 'The id that the answer which made it gave.', example: '6fd4a3d0-0d5c-5c55-9a67-8a5f2b0a7f11' },
};

/** The documentation of every route of the API, for programs. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setTitle('Outturn')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .build();
  const document = SwaggerModule.createDocument(app, builder, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  for (const operations of Object.values(document.paths)) {
    for (const operation of [operations.get, operations.post]) {
      for (const parameter of operation?.parameters ?? []) {
        if ('in' in parameter && parameter.in === 'path') Object.assign(parameter, PATH_PARAMETERS[parameter.name]);
      }
    }
  }
  return document;
}

/** Serves the documentation at /api/docs, and for programs at /api/openapi.json. It shows nothing of what is recorded. */
export function serveDocumentation(app: INestApplication): void {
  const document = openApiDocument(app);
  SwaggerModule.setup('api/docs', app, document, {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
    customSiteTitle: 'Outturn API',
  });
}
