import type { OpenAPIObject } from '@nestjs/swagger';

type PathItem = OpenAPIObject['paths'][string];
type RawOperation = NonNullable<PathItem['get']>;
export type Schema = Record<string, unknown> & {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
};

export interface Parameter {
  in: 'path' | 'query' | 'header' | 'cookie';
  name: string;
  required: boolean;
  schema: Schema;
}

/** One operation of the OpenAPI document, as the generators read it. */
export interface Operation {
  method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  parameters: Parameter[];
  /** Media type and schema of the body; null where none is sent. */
  body: { type: string; schema: Schema } | null;
  raw: RawOperation;
}

const methods = ['get', 'put', 'post', 'patch', 'delete'] as const;

export function operationsOf(document: OpenAPIObject): Operation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const raw = item[method];
      if (!raw) return [];
      const content = raw.requestBody && 'content' in raw.requestBody ? raw.requestBody.content : {};
      const [body] = Object.entries(content);
      return [
        {
          method: method.toUpperCase() as Operation['method'],
          path,
          raw,
          parameters: (raw.parameters ?? []) as unknown as Parameter[],
          body: body ? { type: body[0], schema: body[1].schema as Schema } : null,
        },
      ];
    }),
  );
}

/** The schema itself, where it is only referred to. */
export function resolved(document: OpenAPIObject, schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1);
  return name ? (document.components!.schemas![name] as Schema) : schema;
}
