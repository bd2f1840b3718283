import { apiSchema } from '@cloudconvert/api';
import { converterSchema } from '@cloudconvert/converter';
import { type Help, platformSections } from '@cloudconvert/runtime';

export const localHelp: Help = {
  command: 'npm start',
  summary: 'Runs the whole service in one process, on a database of its own.',
  sections: [
    ...platformSections,
    { title: 'The API', schema: apiSchema },
    { title: 'The converter', schema: converterSchema },
  ],
};
