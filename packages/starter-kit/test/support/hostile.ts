import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { manifest } from '../helpers.ts';
import { type Entry, pax, tarOf } from './tar.ts';

/** A packed starter that means harm, or is broken in a way that does harm, and how it has to be refused. */
export interface Hostile {
  readonly what: string;
  readonly archive: () => Buffer;
  readonly code: 'STARTER_INVALID' | 'STARTER_TOO_LARGE' | 'STARTER_API_VERSION' | 'STARTER_FETCH_FAILED';
  readonly says: RegExp;
}

const description = (changes: object = {}): Entry => ({
  path: 'package/starter.json',
  content: JSON.stringify({ ...manifest, ...changes }),
});
const harmless: Entry = { path: 'package/template/Dockerfile', content: 'FROM x' };
const starter = (...entries: readonly Entry[]) => tarOf([description(), harmless, ...entries]);

const withEntry = (what: string, says: RegExp, ...entries: readonly Entry[]): Hostile => ({
  what,
  archive: () => starter(...entries),
  code: 'STARTER_INVALID',
  says,
});
const withPath = (path: string, says: RegExp) =>
  withEntry(`the path ${JSON.stringify(path)}`, says, { path, content: 'x' });
const withFiles = (what: string, says: RegExp, ...names: readonly string[]) =>
  withEntry(what, says, ...names.map((name) => ({ path: `package/template/${name}`, content: 'x' })));
const withTemplate = (what: string, content: string | Uint8Array, says: RegExp) =>
  withEntry(what, says, { path: 'package/template/a.txt.hbs', content });
const withManifest = (what: string, changes: object | string, says: RegExp): Hostile => ({
  what,
  archive: () => {
    const content = typeof changes === 'string' ? changes : JSON.stringify({ ...manifest, ...changes });
    return tarOf([{ path: 'package/starter.json', content }, harmless]);
  },
  code: 'STARTER_INVALID',
  says,
});
const variable = { name: 'x', prompt: 'X', default: '1' };
const offered = /templates know/;

export const hostile: readonly Hostile[] = [
  withPath('/etc/cron.d/evil', /absolute/),
  withPath('../evil', /leaves the folder/),
  withPath('package/../../evil', /leaves the folder/),
  withPath('package/template/../../../evil', /leaves the folder/),
  withPath('package/template/sub/../../../../evil', /leaves the folder/),
  withPath('C:/evil', /absolute/),
  withPath('package/template/C:evil', /Windows does not allow/),
  withPath('package\\..\\..\\evil', /Windows does not allow|leaves/),
  withPath('package/template/\u0001', /Windows does not allow/),
  withEntry('a path that only a pax header has', /leaves the folder/, pax('package/template/../../../evil'), harmless),
  withEntry(
    'a path that only a GNU header has',
    /leaves the folder/,
    { path: '././@LongLink', type: 'L', content: `package/template/${'../'.repeat(9)}evil\0` },
    harmless,
  ),
  withEntry('a link to a file of the system', /a link/, { path: 'package/template/l', type: '2', link: '/etc/passwd' }),
  withEntry('a link out of the folder', /a link/, { path: 'package/template/l', type: '2', link: '../../../..' }),
  withEntry('a hard link', /a link/, { path: 'package/template/l', type: '1', link: '/etc/passwd' }),
  withEntry(
    'a file behind a link to a folder',
    /a link/,
    { path: 'package/template/d', type: '2', link: '/tmp' },
    { path: 'package/template/d/evil', content: 'x' },
  ),
  withEntry('a link in the place of its template', /a link/, { path: 'package/template', type: '2', link: '/etc' }),
  withEntry('a character device', /a device/, { path: 'package/template/d', type: '3' }),
  withEntry('a block device', /a device/, { path: 'package/template/d', type: '4' }),
  withEntry('a pipe', /a device/, { path: 'package/template/d', type: '6' }),
  withEntry('an entry of an unknown kind', /of the kind/, { path: 'package/template/d', type: 'S' }),
  withFiles('a device of Windows', /device on Windows/, 'con'),
  withFiles('a device of Windows with an ending', /device on Windows/, 'aux.json'),
  withFiles('a name that ends in a dot', /drops the dot/, 'name.'),
  withFiles('a name that ends in a blank', /drops the dot or blank/, 'name '),
  withFiles('a hook of git', /git's own folder/, '.git/hooks/post-commit'),
  withFiles('a hook of git in capitals', /git's own folder/, '.GIT/hooks/post-commit'),
  withFiles("the short name of git's folder", /git's own folder/, 'git~1/config'),
  withEntry('a name of 300 bytes', /longer than 255/, pax(`package/template/${'n'.repeat(300)}`), harmless),
  withFiles('names that only differ in case', /same file where case/, 'Readme.md', 'README.md'),
  withFiles('folders that only differ in case', /same folder where case/, 'src/a', 'SRC/b'),
  withFiles('names that only differ in their normalisation', /same file/, 'é'.normalize('NFC'), 'é'.normalize('NFD')),
  withFiles('a file that is a folder, too', /needs a folder there/, 'a', 'a.hbs/b', 'a/b'),
  withFiles('a file twice, once by its other name', /same file/, '_gitignore', '.gitignore'),
  withFiles('a file of ours in the template', /same file/, 'planqk-service.json'),
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
    says: /10,000,\d+,\d+ bytes/,
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
  withManifest('no description that is JSON', '{"a":', /not JSON/),
  withManifest('a description nested without end', `${'['.repeat(100_000)}`, /not JSON|must be object/),
  withManifest('a prototype in its description', '{"__proto__": {"id": "x"}}', /unknown field "__proto__"|required/),
  withManifest('an id that is a path', { id: '../../evil' }, /\/id/),
  withManifest('types that lie outside', { types: { lang: 'go', output: '../../evil.go' } }, /\/types\/output/),
  withManifest('a command for a shell', { postCreate: ['curl evil | sh'] }, /\/postCreate/),
  withManifest(
    'a variable called __proto__',
    { variables: [{ ...variable, name: '__proto__' }] },
    /\/variables\/0\/name/,
  ),
  withManifest('a variable twice', { variables: [variable, variable] }, /twice/),
  withManifest(
    'a pattern that never ends',
    { variables: [{ ...variable, default: `${'a'.repeat(50)}!`, pattern: '(a+)+' }] },
    /cannot be matched/,
  ),
  withManifest('a pattern that is none', { variables: [{ ...variable, pattern: '(' }] }, /default of "x" does not fit/),
  withManifest(
    'a default that brings lines along',
    { variables: [{ ...variable, default: 'a\nRUN evil' }] },
    /one line/,
  ),
  withTemplate('a template that loops', '{{#each name}}x{{/each}}', offered),
  withTemplate('a template that reads a prototype', '{{name.constructor.constructor}}', /no variable/),
  withTemplate('a template that reads __proto__', '{{__proto__}}', /no variable/),
  withTemplate('a template that looks up what it likes', '{{lookup this "constructor"}}', offered),
  withTemplate('a helper that does not exist', '{{shell "rm -rf /"}}', offered),
  withTemplate('a partial', '{{> evil}}', offered),
  withTemplate('a decorator', '{{* evil}}', offered),
  withTemplate('a path out of its context', '{{../process}}', offered),
  withTemplate('private data of the engine', '{{@root.constructor}}', offered),
  withTemplate('a variable that nobody asks for', '{{var.token}}', /no variable/),
  withTemplate('a template that is never closed', '{{#if name}}', /cannot be rendered/),
  withTemplate('conditions nested without end', '{{#if gpu}}'.repeat(20_000), /20000 tags/),
  withTemplate('a template that is no text', new Uint8Array([0xff, 0xfe]), /UTF-8/),
  withTemplate('a template of 2 MB', '{{name}}'.repeat(250_000), /more than 1000000 bytes/),
];
