export { SendgridMailer, type SendgridMailerOptions } from './sendgrid-mailer.ts';
