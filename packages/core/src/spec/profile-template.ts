import { Document } from 'yaml';
import { serviceApi } from './profile-api.ts';
import { yamlOptions } from './yaml-options.ts';

/** What a new specification says about the service. */
export interface SpecInfo {
  readonly title: string;
  readonly description?: string;
  readonly version?: string;
}

const heading = `# The Service API as its callers see it. Yours to change: the info block and the schemas inputData,
# inputParams, interimResultResponse, resultResponse and errorResponse. The platform provides the
# operations and the job, so they stay as they are.`;

/** A whole specification whose own schemas are still to be described: valid, and the platform's API unchanged. */
export function specTemplate({ title, description, version = '1.0' }: SpecInfo): string {
  const api = serviceApi();
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { path, method, operation } of api.operations) paths[path] = { ...paths[path], [method]: operation };
  const document = new Document(
    {
      openapi: '3.0.3',
      info: { title, version, ...(description !== undefined && { description }) },
      components: { schemas: { ...api.ownSchemas, ...api.fixedSchemas } },
      paths,
    },
    // Shared parts are written out: anchors are more than many tools understand.
    { ...yamlOptions, aliasDuplicateObjects: false },
  );
  return `${heading}\n${document.toString({ lineWidth: 0 })}`;
}
