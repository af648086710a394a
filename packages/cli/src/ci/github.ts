import { artifacts, inProject, steps, type WorkflowSettings } from './workflow.ts';

/** A workflow of GitHub Actions. Its machines have Docker. JSON strings are strings of YAML too. */
export function githubWorkflow({ version, path }: WorkflowSettings): string {
  const folder = path === '' ? '' : `\n    defaults:\n      run:\n        working-directory: ${JSON.stringify(path)}`;
  return `# Written by "planqk-service ci github"; yours to change.
name: PlanQK service
on:
  push:
    branches: [main, master]
  pull_request:
permissions:
  contents: read
jobs:
  certify:
    runs-on: ubuntu-latest
    timeout-minutes: 60${folder}
    steps:
      - uses: actions/checkout@v5
      - uses: actions/setup-node@v5
        with:
          node-version: 24
      - name: Install planqk-service
        run: npm install --global planqk-service@${version}
      - name: Check the project
        run: ${steps.check} --format github
      - name: Build it, run its cases and ask the probes
        run: ${steps.test}
      - name: Pack what is deployed, and run what was packed
        run: ${steps.bundle}
      # Also of a service that failed.
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: planqk-service
          include-hidden-files: true
          path: |
${artifacts.map((file) => `            ${inProject(path, file)}`).join('\n')}
`;
}
