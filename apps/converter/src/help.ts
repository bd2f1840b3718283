import { databaseSections, type Help, platformSections } from '@cloudconvert/runtime';
import { converterSchema, livenessSchema } from './config.ts';

export const converterHelp: Help = {
  command: 'npm run start:converter',
  summary: 'Takes tasks from the queue and converts their files.',
  sections: [
    { title: 'The converter', schema: converterSchema.extend(livenessSchema.shape) },
    ...databaseSections,
    ...platformSections,
  ],
};
