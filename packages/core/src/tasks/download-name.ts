import { visibleName } from './file-name.ts';

/** https://learn.microsoft.com/windows/win32/fileio/naming-a-file: what no name may hold there. */
const reservedCharacter = /[<>:"/\\|?*]/g;
/** The same: names of devices, whatever extensions follow. */
const deviceName = /^(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³]) *(?:\.|$)/i;
const leadingDots = /^[. ]+/;
const trailingDots = /[. ]+$/;
const extension = /\.[a-z0-9]{1,10}$/i;
const notAscii = /[^\x20-\x7e]/gu;

/**
 * The name under which a converted file is offered: the original's with another extension, as a file that
 * every system takes and none hides.
 */
export function downloadName(originalName: string, newExtension: string): string {
  const visible = visibleName(originalName).replace(leadingDots, '').replace(trailingDots, '');
  const base = visible.replace(extension, '').replace(trailingDots, '');
  const name = `${base || 'audio'}.${newExtension}`.replaceAll(reservedCharacter, '_');
  return deviceName.test(name) ? `_${name}` : name;
}

/** The same name for clients that read US-ASCII only (RFC 6266, 4.3), which save a file under it. */
export function asciiName(name: string): string {
  return name.normalize('NFC').replaceAll(notAscii, '_');
}
