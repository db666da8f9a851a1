import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, getSchemaPath, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { Problem } from '@felles/contracts/http';
import metadata from '../../openapi/metadata.js';

type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;

/** The OpenAPI 3.1 document, from the controllers and contracts themselves. */
export async function openApiDocument(app: INestApplication): Promise<OpenAPIObject> {
  await SwaggerModule.loadPluginMetadata(metadata);
  const config = new DocumentBuilder()
    .setTitle('Felles')
    .setDescription('The one IT service desk of Norwegian municipalities')
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addCookieAuth('felles')
    .addBearerAuth()
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
    extraModels: [Problem],
  });
  for (const [path, item] of Object.entries(document.paths))
    for (const operation of operationsOf(item)) complete(path, operation);
  return document;
}

function operationsOf({ get, put, post, patch, delete: remove }: PathItem): Operation[] {
  return [get, put, post, patch, remove].filter((operation) => operation !== undefined);
}

/** What Nest cannot know: names in an address that our own decorator reads, and how every refusal looks. */
function complete(path: string, operation: Operation): void {
  const parameters = (operation.parameters ??= []);
  for (const [, name] of path.matchAll(/\{(\w+)\}/g)) {
    if (!parameters.some((known) => 'name' in known && known.in === 'path' && known.name === name))
      parameters.push({ name: name!, in: 'path', required: true, schema: { type: 'string' } });
  }
  operation.responses.default = {
    description: 'Refused; `code` says why',
    content: { 'application/problem+json': { schema: { $ref: getSchemaPath(Problem) } } },
  };
}
