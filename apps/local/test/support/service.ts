import { Program } from './program.ts';

/** The whole service as `npm start` runs it, on a free port. */
export class Service extends Program {
  constructor(dataDirectory: string, env: Readonly<Record<string, string>> = {}) {
    super(['npm', 'start'], { PORT: '0', DATA_DIR: dataDirectory, ...env });
  }

  async url(): Promise<string> {
    const [, url = ''] = await this.printed(/CloudConvert runs on (\S+)\n/);
    return url;
  }

  /** The commands that it tells a newcomer to try. */
  async commands(): Promise<string> {
    const [, commands = ''] = await this.printed(/result:\n\n(.*)\n\nCtrl-C/s);
    return commands;
  }
}
