import { problemText } from '@planqk-service/core/errors';
import fc from 'fast-check';
import Handlebars from 'handlebars';
import { describe, expect, test } from 'vitest';
import { type Answers, builtInStarters, loadStarter, renderTemplate, type StarterProblem } from '../src/index.ts';
import { answers, starterOf } from './helpers.ts';

function rendered(template: string, values: Answers = answers): string {
  const file = renderTemplate(starterOf({ 'x.hbs': template }), values).find(({ path }) => path === 'x');
  return Buffer.from(file?.bytes ?? []).toString();
}

/** The reference: what Handlebars itself makes of it. */
function byHandlebars(template: string, values: object): string {
  const helpers = { json: (value: unknown) => JSON.stringify(value ?? null) };
  return Handlebars.compile(template, { noEscape: true, strict: true })({ ...values }, { helpers });
}

function problems(files: Readonly<Record<string, string | Uint8Array>>): readonly string[] {
  try {
    renderTemplate(starterOf(files), answers);
    return [];
  } catch (error) {
    expect(error).toMatchObject({ code: 'STARTER_INVALID' });
    return (error as { details: { problems: StarterProblem[] } }).details.problems.map(problemText);
  }
}

const gpu = { type: 'NVIDIA_TESLA_T4', count: 2 };

describe('rendering', () => {
  test('copies everything but .hbs files byte for byte', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const text = 'a {{name}}\r\nb \\{{x}}';
    const files = renderTemplate(starterOf({ 'a.bin': bytes, 'b.txt': text }), answers);
    const bytesOf = (name: string) => Buffer.from(files.find(({ path }) => path === name)?.bytes ?? []);
    expect(bytesOf('a.bin').equals(bytes)).toBe(true);
    expect(bytesOf('b.txt').toString()).toBe(text);
  });

  test('gives dotfiles their dot, rendered ones too', () => {
    const files = renderTemplate(
      starterOf({ _gitignore: 'x', '_editorconfig.hbs': '{{name}}', '__init__.py': '' }),
      answers,
    );
    expect(files.map(({ path }) => path)).toEqual([
      '.editorconfig',
      '.gitignore',
      '.schemas/planqk-service.schema.json',
      '.schemas/planqk.schema.json',
      '__init__.py',
      'planqk-service.json',
    ]);
  });

  test('does not escape, and writes JSON where asked to', () => {
    expect(rendered('{{description}} {{json description}} {{json cpu}} {{json gpu}}')).toBe(
      'Says "hi" "Says \\"hi\\"" 0.5 null',
    );
  });

  test('writes down how the project was made', () => {
    const file = renderTemplate(starterOf({ a: '' }), answers).find(({ path }) => path === 'planqk-service.json');
    expect(JSON.parse(Buffer.from(file?.bytes ?? []).toString())).toEqual({
      $schema: './.schemas/planqk-service.schema.json',
      starter: { id: 'toy', package: 'starter-toy', version: '1.2.3', answers: JSON.parse(JSON.stringify(answers)) },
      process: { start: ['toy', 'run'] },
    });
  });

  test('brings the JSON Schemas of the configuration, unless the starter has its own', () => {
    const schema = (files: ReturnType<typeof renderTemplate>, name: string) =>
      JSON.parse(Buffer.from(files.find(({ path }) => path === `.schemas/${name}`)?.bytes ?? []).toString());
    expect(schema(renderTemplate(starterOf({ a: '' }), answers), 'planqk.schema.json').title).toBe('planqk.json');
    const own = renderTemplate(starterOf({ '.schemas/planqk.schema.json': '{"title": "mine"}' }), answers);
    expect(schema(own, 'planqk.schema.json')).toEqual({ title: 'mine' });
    expect(schema(own, 'planqk-service.schema.json').title).toBe('planqk-service.json');
  });

  test('copies where generated types go', () => {
    const types = { lang: 'python', output: 'toy/models.py' } as const;
    const starter = starterOf({ a: '' });
    const files = renderTemplate({ ...starter, manifest: { ...starter.manifest, types } }, answers);
    const file = files.find(({ path }) => path === 'planqk-service.json');
    expect(JSON.parse(Buffer.from(file?.bytes ?? []).toString())).toMatchObject({ types });
  });

  test('changes neither the starter nor the answers', () => {
    const starter = Object.freeze(starterOf({ 'b.hbs': '{{name}}', a: '1' }));
    Object.freeze(starter.files);
    expect(() => renderTemplate(starter, Object.freeze({ ...answers }))).not.toThrow();
  });
});

describe('a template gives what Handlebars would give', () => {
  test.each([
    '{{#if gpu}}\n  {{gpu.type}}: {{gpu.count}}\n{{else}}\n  none\n{{/if}}\nend\n',
    '{{#unless gpu}}cpu{{/unless}} {{! comment }}|{{!-- {{x}} --}}|',
    '  {{~name~}}  x {{{description}}} \\{{name}} \\\\{{name}}',
    '{{#if gpu}}{{#if cpu}}both{{/if}}{{else if description}}text{{else}}nothing{{/if}}',
    '{{#if gpu}}\r\nyes\r\n{{/if}}\r\n',
    '{{^if gpu}}no{{/if}} {{#if gpu}}a{{^}}b{{/if}}',
    '{{gpu}}{{json gpu}}',
    '{ "a": {{json name}}{{#if gpu}}, "b": {{json gpu.type}}{{/if}} } } }}',
  ])('for %j', (template) => {
    for (const values of [answers, { ...answers, gpu }, { ...answers, description: '' }]) {
      if (template.startsWith('{{gpu}}') && values.gpu) continue;
      expect(rendered(template, values)).toBe(byHandlebars(template, values));
    }
  });

  test('for any mixture of its parts', () => {
    const part = fc.oneof(
      fc.constantFrom(
        '\n',
        ' ',
        '\t',
        'x',
        '{',
        '}',
        '\r\n',
        '"',
        '{{name}}',
        '{{~cpu}}',
        '{{json description~}}',
        '{{! c }}',
        '{{{name}}}',
      ),
      fc.constantFrom(
        '{{#if gpu}}\n{{gpu.count}}\n{{/if}}',
        '{{#unless gpu}} a {{else}} b {{/unless}}',
        '{{#if name~}} y {{~/if}}',
      ),
    );
    const oracle = (parts: readonly string[]) => {
      const template = parts.join('');
      try {
        // Two numbers side by side are added by Handlebars without escaping, which nobody who writes a template wants.
        return byHandlebars(template, { ...answers, cpu: String(answers.cpu), gpu });
      } catch {
        return undefined;
      }
    };
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const expected = oracle(parts);
        fc.pre(expected !== undefined);
        expect(rendered(parts.join(''), { ...answers, gpu })).toBe(expected);
      }),
      { numRuns: 300 },
    );
  });

  test('for the starters of this repository', async () => {
    const source = builtInStarters();
    for (const id of source.ids({ cwd: '/', env: {} })) {
      const starter = loadStarter((await source.locate(id, { cwd: '/', env: {} }))?.dir ?? '');
      for (const file of starter.files.filter(({ path }) => path.endsWith('.hbs'))) {
        const template = Buffer.from(file.bytes).toString();
        for (const values of [answers, { ...answers, gpu }])
          expect(rendered(template, values)).toBe(byHandlebars(template, values));
      }
    }
  });
});

describe('a hostile or broken template is refused', () => {
  test.each([
    ['an unknown variable', '{{nope}}'],
    ['an unknown variable in a condition', '{{#if nope}}{{/if}}'],
    ['a field of nothing', '{{gpu.type}}'],
    ['inherited properties', '{{constructor}}'],
    ['inherited properties of values', '{{name.constructor.constructor}}'],
    ['prototypes', '{{__proto__}}'],
    ['an unknown helper', '{{shout name}}'],
    ['the helper that writes on the console', '{{log name}}'],
    ['lookups', '{{lookup this "constructor"}}'],
    ['the whole context', '{{this}}'],
    ['the root', '{{@root.name}}'],
    ['outer scopes', '{{../name}}'],
    ['loops', '{{#each gpu}}{{/each}}'],
    ['partials', '{{> other}}'],
    ['inline partials', '{{#*inline "x"}}{{/inline}}'],
    ['raw blocks', '{{{{raw}}}} {{{{/raw}}}}'],
    ['sub-expressions', '{{json (json name)}}'],
    ['hash arguments', '{{json name x=1}}'],
    ['block parameters', '{{#if gpu as |x|}}{{/if}}'],
    ['two arguments', '{{json name cpu}}'],
    ['broken syntax', '{{#if gpu}}'],
    ['broken braces', '{{name'],
  ])('for %s', (_what, template) => {
    expect(problems({ 'a/x.hbs': template })).toEqual([
      expect.stringMatching(/^template\/a\/x\.hbs: It cannot be rendered: [^\n]+$/),
    ]);
  });

  test('when it is not UTF-8', () => {
    expect(problems({ 'x.hbs': Uint8Array.of(0xff) })).toEqual([expect.stringContaining('UTF-8')]);
  });

  test.each(['../x', '/x', '.git/hooks/post-checkout', 'nul', 'a\\b', '.hbs', 'a/.hbs'])(
    'when it writes to %j',
    (path) => {
      expect(problems({ [path]: '' })).toEqual([expect.stringContaining('cannot be written')]);
    },
  );

  test('when two files would be the same one', () => {
    expect(problems({ 'x.hbs': '', x: '' })).toHaveLength(1);
    expect(problems({ _gitignore: '', '.gitignore': '' })).toHaveLength(1);
    expect(problems({ 'planqk-service.json': '' })).toHaveLength(1);
    expect(problems({ 'A/x': '', 'a/y': '' })).toHaveLength(1);
  });

  test('with everything that is wrong at once', () => {
    expect(problems({ '../x': '', 'y.hbs': '{{nope}}', z: '', Z: '' })).toHaveLength(3);
  });
});
