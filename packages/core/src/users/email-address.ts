import { DomainError } from '../errors/domain-error.ts';

/** RFC 5321, 4.5.3.1.3: a path of 256 octets less its two brackets. */
const maxLength = 254;
/**
 * An address as the HTML standard's `input type=email` takes it, with at least one dot in the domain.
 * It leaves out quoted local parts and comments of RFC 5322, which no mail service hands out.
 */
const pattern =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/;

/** @throws DomainError `invalid_field` */
export function checkEmailAddress(address: string): string {
  if (address.length <= maxLength && pattern.test(address)) return address;
  throw new DomainError('invalid_field', 'email must be an address such as ada@example.com', {
    field: 'email',
  });
}
