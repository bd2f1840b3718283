import type { VariableSection } from '../help/describe-variables.ts';
import { choiceSchema } from './variables/choice.ts';
import { commonSchema } from './variables/common.ts';
import { cloudSqlSchema, databaseSchema } from './variables/database.ts';
import { sendgridSchema, smtpSchema } from './variables/mail.ts';
import { gcsSchema } from './variables/storage.ts';

/** What every program reads. */
export const platformSections: readonly VariableSection[] = [
  { title: 'Every program', schema: commonSchema },
  { title: 'Which adapters', schema: choiceSchema },
  { title: 'A bucket: STORAGE=gcs', schema: gcsSchema },
  { title: 'A mail server: MAIL=smtp', schema: smtpSchema },
  { title: 'SendGrid: MAIL=sendgrid', schema: sendgridSchema },
];

/** What a program reads that brings no database of its own. */
export const databaseSections: readonly VariableSection[] = [
  { title: 'The database: DATABASE=postgres', schema: databaseSchema },
  { title: 'The database: DATABASE=cloudsql', schema: cloudSqlSchema },
];
