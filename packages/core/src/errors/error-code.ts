/**
 * Every reason for which the domain refuses something, as a stable word for programs.
 * What a code means for a protocol (an HTTP status, an exit code) is decided at that protocol's edge.
 */
export type ErrorCode =
  | 'weak_password'
  | 'passwords_differ'
  | 'invalid_field'
  | 'username_taken'
  | 'email_taken'
  | 'invalid_credentials'
  | 'unauthenticated'
  | 'unsupported_format'
  | 'format_unavailable'
  | 'not_audio'
  | 'file_too_large'
  | 'not_found'
  | 'file_not_ready'
  | 'upload_incomplete'
  | 'upload_mismatch'
  | 'task_expired'
  | 'too_many_requests'
  | 'too_many_tasks'
  | 'too_many_uploads'
  | 'busy'
  | 'storage_full'
  | 'storage_unavailable'
  | 'database_unavailable'
  | 'mail_rejected'
  | 'mail_unavailable';
