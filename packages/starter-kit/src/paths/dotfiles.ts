/**
 * Names that npm leaves out of a package, renames or obeys, and their neighbours: a template spells them with
 * `_` in the place of the dot. A closed list, so that `_private.py` and `__init__.py` keep their names.
 */
const dotNames: ReadonlySet<string> = new Set([
  'cargo',
  'devcontainer',
  'dockerignore',
  'editorconfig',
  'env',
  'env.example',
  'gitattributes',
  'github',
  'gitignore',
  'gitkeep',
  'gitlab-ci.yml',
  'golangci.yml',
  'idea',
  'npmignore',
  'npmrc',
  'nvmrc',
  'pre-commit-config.yaml',
  'prettierrc',
  'python-version',
  'tool-versions',
  'vscode',
]);

/** Where the template file `path` goes in the project: `_gitignore` → `.gitignore`, `_github/ci.yml` → `.github/ci.yml`. */
export function projectPath(path: string): string {
  return path.split('/').map(withDot).join('/');
}

function withDot(segment: string): string {
  return segment.startsWith('_') && dotNames.has(segment.slice(1)) ? `.${segment.slice(1)}` : segment;
}
