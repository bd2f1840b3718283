/**
 * The tool that converts was ended by a signal, be it for what is in the file or for want of memory
 * here. The next try tells.
 */
export class ConversionCrash extends Error {
  override readonly name = 'ConversionCrash';
}
