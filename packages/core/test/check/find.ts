import { allRules, type Finding, projectFilesOf, type Rule, runCheck } from '../../src/check/index.ts';

type Files = Readonly<Record<string, string | number | undefined>>;

export const planqk = '{\n  "name": "ghz",\n  "resources": { "cpu": 1, "memory": 2 },\n  "runtime": "DOCKER"\n}\n';

/** A project without a finding; the specification has tests of its own. */
export const clean: Files = {
  Dockerfile:
    'FROM python:3.13-slim\nENV PYTHONUNBUFFERED=1\nCOPY src /app\nUSER 65532\nENTRYPOINT ["python", "/app/main.py"]\n',
  '.dockerignore': 'input/\n',
  'src/main.py': 'print(1)\n',
  'input/data.json': '{}\n',
  'planqk.json': planqk,
};

/** Those about the specification and about editors have tests of their own. */
export const rulesWithoutSpec: readonly Rule[] = allRules.filter(
  ({ id }) => !/^(spec|agreement)-|-editor-schema$/.test(id),
);

/** The clean project with these changes; undefined takes a file away. */
export function project(changes: Files) {
  const files = Object.entries({ ...clean, ...changes }).filter(([, content]) => content !== undefined);
  return projectFilesOf(Object.fromEntries(files) as Record<string, string | number>);
}

export async function find(changes: Files, rules: readonly Rule[] = rulesWithoutSpec): Promise<readonly Finding[]> {
  return (await runCheck(project(changes), rules)).findings;
}

/** A finding on one line: `error dockerfile-syntax Dockerfile:3`. */
export function brief({ severity, rule, location }: Finding): string {
  const { file, line, column } = location ?? {};
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return `${severity} ${rule}${place === '' ? '' : ` ${place}`}`;
}
