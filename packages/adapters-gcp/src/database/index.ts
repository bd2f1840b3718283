export {
  type CloudSqlConnection,
  type CloudSqlOptions,
  connectCloudSql,
} from './connect-cloud-sql.ts';
