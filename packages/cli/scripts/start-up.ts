// What makes the bundle start fast. oclif and dockerode begin by loading all that any program may ask of them; here, what
// most command lines do not need is loaded when it is used.
import type { Plugin } from 'rolldown';

const oclif = /@oclif[\\/]core[\\/]lib[\\/]/;
const dockerode = /docker(?:ode|-modem)[\\/]lib[\\/]/;

/** Loads each module of oclif at its first use. TypeScript wrote them: what is required is named `name_1`, and only that. */
export const lazyOclif: Plugin = {
  name: 'lazy-oclif',
  transform: {
    filter: { id: oclif },
    handler(code) {
      const names: string[] = [];
      const declared = code.replace(
        /^const (\w+_1) = ((?:__import\w+\()?require\("[^"]+"\)\)?);$/gm,
        (_all, name: string, load: string) => {
          names.push(name);
          return `let ${name}_loaded; const ${name} = { get it() { return (${name}_loaded ??= ${load}); } };`;
        },
      );
      if (names.length === 0) return null;
      return (
        declared
          .replace(new RegExp(`\\b(?:${names.join('|')})\\b(?! = )`, 'g'), '$&.it')
          // It sorts the names of commands. Whoever compares by locale first waits for its tables, 8 ms.
          .replace(/(\w+\.id)\.localeCompare\((\w+\.id)\)/, '($1 < $2 ? -1 : 1)')
          // It throws where stdout takes nothing, which nobody can catch; start.ts tells it.
          .replace(/^process\.stdout\.on\('error', (?:.*\n)*?}\);$/m, '')
      );
    },
  },
};

/** What stands for a module until it is used, if it ever is. */
const later = (load: string) => `const load = () => ${load};
module.exports = new Proxy(function () {}, {
  get: (_, name) => load()[name],
  apply: (_, that, args) => Reflect.apply(load(), that, args),
  construct: (_, args) => Reflect.construct(load(), args),
});`;

/** gRPC and protobuf (for builds) and SSH stay in the installed dockerode: they are larger than all the rest. */
const installed = (path: string) => () =>
  later(`require('node:module').createRequire(require.resolve('dockerode'))(${JSON.stringify(path)})`);
const bundled = (id: string) => later(`require(${JSON.stringify(id)})`);

/** By who requires it and how: the code instead of a module, which may require the module by its id. */
const standIns: readonly (readonly [importer: RegExp, request: RegExp, code: (id: string) => string])[] = [
  [dockerode, /^\.\/session$/, installed('./session.js')],
  [dockerode, /^\.\/buildkit$/, installed('./buildkit.js')],
  [dockerode, /^\.\/ssh$/, installed('docker-modem/lib/ssh.js')],
  [dockerode, /^(?:https|zlib|tar-fs|@balena\/dockerignore|\.\/http_duplex)$/, bundled],
  // To know whether it is on, it loads what tells the colours of a terminal.
  [
    /./,
    /^debug$/,
    (id) => `module.exports = process.env.DEBUG ? require(${JSON.stringify(id)}) : () => () => undefined;`,
  ],
  // Asks Windows for the name of the shell (PowerShell, for half a second) and Linux whether it is WSL; nobody asks us.
  [
    oclif,
    /^\.\.\/util\/os$/,
    () => `const { homedir, platform } = require('node:os');
module.exports = { getHomeDir: homedir, getPlatform: async () => platform(), getShell: async () => 'unknown' };`,
  ],
  // A thread begins with a file of its own.
  [
    /bundle[\\/]dist[\\/]/,
    /^\.\/secret-thread-url\.js$/,
    () => `const { pathToFileURL } = require('node:url');
module.exports = { secretThreadUrl: new URL('../secret-thread.cjs', pathToFileURL(__filename)) };`,
  ],
];

export const standInsForModules: Plugin = {
  name: 'stand-ins',
  resolveId: {
    filter: {
      id: /^(?:\.\/session|\.\/buildkit|\.\/ssh|https|zlib|tar-fs|@balena\/dockerignore|\.\/http_duplex|debug|\.\.\/util\/os|\.\/secret-thread-url\.js)$/,
    },
    async handler(request, importer = '') {
      const at = standIns.findIndex(([from, what]) => from.test(importer) && what.test(request));
      if (at === -1 || importer.startsWith('\0')) return undefined;
      const real = await this.resolve(request, importer, { skipSelf: true });
      return `\0stand-in:${at}:${real?.id ?? request}`;
    },
  },
  load: {
    filter: { id: /^\0stand-in:/ },
    handler(id) {
      const [, at = '', real = ''] = /^\0stand-in:(\d+):(.*)$/.exec(id) ?? [];
      return standIns[Number(at)]?.[2](real);
    },
  },
};
