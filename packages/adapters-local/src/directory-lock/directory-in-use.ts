/** Another process works in the directory. */
export class DirectoryInUse extends Error {
  override readonly name = 'DirectoryInUse';
  /** Of the process that has it, if known. */
  readonly pid: number | undefined;

  constructor(directory: string, pid: number | undefined) {
    const owner = pid === undefined ? 'another process' : `process ${pid}`;
    super(`${directory} is in use by ${owner}: stop that one first, or choose another directory`);
    this.pid = pid;
  }
}
