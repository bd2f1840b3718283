import { expect, test } from 'vitest';
import { DiskReserve } from '../src/disk/disk-reserve.ts';
import { reserveBytes } from '../src/disk/reserve-bytes.ts';

const mebibyte = 1024 ** 2;
const gibibyte = 1024 ** 3;

/** A disk that only the test writes to. */
class FakeDisk {
  readonly total = 1000 * mebibyte;
  free = this.total;
  looks = 0;

  readonly reserve = new DiskReserve({
    folder: '/data',
    reserve: 100 * mebibyte,
    readCapacity: async () => {
      this.looks += 1;
      return { total: this.total, free: this.free };
    },
  });

  /** As a write does: the bytes are gone from what is free only at its end. */
  write(bytes: number): Promise<void> {
    return this.reserve.spend(bytes, async () => {
      await new Promise(setImmediate);
      this.free -= bytes;
    });
  }
}

const full = { name: 'DomainError', code: 'storage_full' };

test('lets files have what is free above the reserve, and no byte more', async () => {
  const disk = new FakeDisk();
  disk.free = 101 * mebibyte;

  await disk.write(mebibyte - 1);
  await disk.write(1);

  await expect(disk.write(1)).rejects.toMatchObject(full);
  expect(disk.free).toBe(100 * mebibyte);
});

test('never lets several together have more than one could', async () => {
  const disk = new FakeDisk();
  disk.free = 110 * mebibyte;

  const writing = Array.from({ length: 200 }, () => disk.write(mebibyte / 4));
  const results = await Promise.allSettled(writing);

  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(40);
  expect(disk.free).toBe(100 * mebibyte);
});

test('takes files again as soon as there is room', async () => {
  const disk = new FakeDisk();
  disk.free = 100 * mebibyte;
  await expect(disk.write(1)).rejects.toMatchObject(full);
  await expect(disk.reserve.check()).rejects.toMatchObject(full);

  disk.free += mebibyte;

  await disk.reserve.check();
  await disk.write(mebibyte);
});

test('sees what others write after 4 MiB', async () => {
  const disk = new FakeDisk();
  await disk.write(mebibyte);

  disk.free = 0;

  await disk.write(3 * mebibyte);
  await expect(disk.write(1)).rejects.toMatchObject(full);
});

test('asks the disk once for many small files', async () => {
  const disk = new FakeDisk();

  await Promise.all(Array.from({ length: 400 }, () => disk.write(10_000)));

  expect(disk.looks).toBe(1);
});

test('takes a piece that is larger than what is granted at once', async () => {
  const disk = new FakeDisk();

  await disk.write(50 * mebibyte);

  expect(disk.free).toBe(950 * mebibyte);
  await expect(disk.write(851 * mebibyte)).rejects.toMatchObject(full);
});

test('says what the disk says that can not be asked', async () => {
  const reserve = new DiskReserve({ folder: '/nowhere/at/all' });

  await expect(reserve.check()).rejects.toMatchObject({ code: 'ENOENT' });
  await expect(reserve.spend(1, async () => {})).rejects.toMatchObject({ code: 'ENOENT' });
});

test.each([
  ['a third of a disk of 150 MiB', 150 * mebibyte, 50 * mebibyte],
  ['64 MiB of one of 1 GiB', gibibyte, 64 * mebibyte],
  ['a twentieth of one of 4 GiB', 4 * gibibyte, Math.floor((4 * gibibyte) / 20)],
  ['512 MiB of one of a terabyte', 1e12, 512 * mebibyte],
])('reserves %s', (_, total, expected) => {
  expect(reserveBytes(total)).toBe(expected);
});

test('reserves what is wanted instead, also nothing', () => {
  expect(reserveBytes(1e9, 7)).toBe(7);
  expect(reserveBytes(1e9, 0)).toBe(0);
});
