import { databaseSections, type Help, platformSections } from '@cloudconvert/runtime';
import { apiSchema } from './config.ts';

export const apiHelp: Help = {
  command: 'npm run start:api',
  summary: 'Takes audio files over HTTP and hands out the converted ones.',
  sections: [{ title: 'The API', schema: apiSchema }, ...databaseSections, ...platformSections],
};
