import {
  type FileKey,
  type PendingUpload,
  type UploadRepository,
  uploadKey,
} from '@cloudconvert/core';
import { fitInt4, isUuid } from '../identifiers.ts';
import { first, hasChanged, type Queryable, rowsOf } from '../query.ts';

interface UploadRow {
  readonly id: string;
  readonly user_id: number;
  readonly name: string;
  readonly size: number;
  readonly md5: string | null;
  readonly content_type: string;
  readonly expires_at: Date;
}

/** pg hands a bigint over as text, a double as a number; no file has more than 2^53 bytes. */
const columns = 'id, user_id, name, size::float8 as size, md5, content_type, expires_at';

const insert = `
  insert into cloudconvert.uploads (id, user_id, name, size, md5, content_type, expires_at)
  values ($1, $2, $3, $4, $5, $6, $7)`;

const countOpen = `
  select count(*)::integer as count from cloudconvert.uploads
  where user_id = $1 and expires_at >= $2`;

/** Skips what somebody claims at this moment. */
const removeExpired = `
  with expired as (
    select id as expired_id from cloudconvert.uploads
    where expires_at < $1 order by expires_at limit $2 for update skip locked
  )
  delete from cloudconvert.uploads using expired where id = expired_id returning ${columns}`;

export class PgUploadRepository implements UploadRepository {
  readonly #db: Queryable;

  constructor(db: Queryable) {
    this.#db = db;
  }

  async insert(upload: PendingUpload): Promise<void> {
    const { id, userId, name, size, md5, contentType, expiresAt } = upload;
    await rowsOf(this.#db, insert, [id, userId, name, size, md5, contentType, expiresAt]);
  }

  async find(uploadId: string): Promise<PendingUpload | undefined> {
    if (!isUuid(uploadId)) return undefined;
    return this.#one('id = $1', [uploadId]);
  }

  async findOwn(userId: number, uploadId: string): Promise<PendingUpload | undefined> {
    if (!fitInt4(userId) || !isUuid(uploadId)) return undefined;
    return this.#one('user_id = $1 and id = $2', [userId, uploadId]);
  }

  async countOpen(userId: number, now: Date): Promise<number> {
    if (!fitInt4(userId)) return 0;
    const row = await first<{ count: number }>(this.#db, countOpen, [userId, now]);
    return row?.count ?? 0;
  }

  async remove(uploadId: string): Promise<boolean> {
    if (!isUuid(uploadId)) return false;
    return hasChanged(this.#db, 'delete from cloudconvert.uploads where id = $1', [uploadId]);
  }

  async removeExpired(now: Date, limit: number): Promise<readonly PendingUpload[]> {
    return (await rowsOf<UploadRow>(this.#db, removeExpired, [now, limit])).map(uploadOf);
  }

  async referenced(keys: readonly FileKey[]): Promise<ReadonlySet<FileKey>> {
    const ids = keys.map((key) => key.split('/').at(-1) ?? '').filter(isUuid);
    const text = 'select id from cloudconvert.uploads where id = any($1::uuid[])';
    const rows = await rowsOf<{ id: string }>(this.#db, text, [ids]);
    const used = new Set(rows.map(({ id }) => uploadKey(id)));
    return new Set(keys.filter((key) => used.has(key)));
  }

  async #one(condition: string, values: unknown[]): Promise<PendingUpload | undefined> {
    const text = `select ${columns} from cloudconvert.uploads where ${condition}`;
    const row = await first<UploadRow>(this.#db, text, values);
    return row && uploadOf(row);
  }
}

function uploadOf(row: UploadRow): PendingUpload {
  const { id, name, size, md5 } = row;
  const { user_id: userId, content_type: contentType, expires_at: expiresAt } = row;
  return { id, userId, name, size, md5, contentType, expiresAt };
}
