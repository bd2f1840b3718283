import { MemoryMailer, mailerContract } from '../src/index.ts';

mailerContract('MemoryMailer', {
  open: async () => {
    const mailer = new MemoryMailer();
    const host = 'convert.example.com';
    const delivered = async () =>
      mailer.sent.map(({ id, ...sent }) => ({ ...sent, messageId: `<${id}@${host}>` }));
    return { mailer, host, delivered };
  },
  openUnavailable: async () => {
    const mailer = new MemoryMailer();
    mailer.isAway = true;
    return mailer;
  },
  openRefusing: async () => new MemoryMailer(['ada@example.com']),
});
