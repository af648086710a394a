export { fetchStarter } from './fetch-starter.ts';
