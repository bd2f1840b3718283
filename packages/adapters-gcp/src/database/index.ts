export {
  type CloudSqlOptions,
  type CloudSqlPool,
  openCloudSqlPool,
} from './open-cloud-sql-pool.ts';
