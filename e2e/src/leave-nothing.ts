import { afterAll } from 'vitest';
import { endAll } from './command.ts';

afterAll(endAll);
