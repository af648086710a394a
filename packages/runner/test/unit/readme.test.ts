import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { catalogue } from '@planqk-service/core';
import { describe, expect, it } from 'vitest';
import * as runner from '../../src/index.ts';
import { examples } from '../support/readme.ts';

const text = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const cwd = new URL('../..', import.meta.url);

describe('the README', () => {
  it('has an example of an engine in memory that works', () => {
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', examples[2] ?? ''], { cwd });
    expect(output.toString()).toBe('{"n": 2}\n');
  });

  it('names only errors that exist', () => {
    const codes = [...text.matchAll(/`([A-Z]+_[A-Z_]+)`/g)].map(([, code = '']) => code);
    expect(codes.length).toBeGreaterThan(10);
    const environment = ['DOCKER_HOST', 'DOCKER_CONTEXT'];
    expect(codes.filter((code) => !(code in catalogue) && !environment.includes(code))).toEqual([]);
  });

  it('names every function that the package has', () => {
    const functions = Object.entries(runner).flatMap(([name, value]) => (typeof value === 'function' ? [name] : []));
    expect(functions.filter((name) => !text.includes(name) && name !== 'checkRequirements')).toEqual([]);
  });
});
