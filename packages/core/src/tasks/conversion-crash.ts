/**
 * A conversion that broke off in the midst, be it for what is in the file or for want of memory here.
 * The next try tells.
 */
export class ConversionCrash extends Error {
  override readonly name = 'ConversionCrash';
}
