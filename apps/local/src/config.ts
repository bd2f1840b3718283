import { type ApiConfig, apiConfig, apiSchema } from '@cloudconvert/api';
import { type ConverterConfig, converterConfig, converterSchema } from '@cloudconvert/converter';
import {
  type CommonConfig,
  commonSchema,
  type Environment,
  type LogLevel,
  readEnvironment,
} from '@cloudconvert/runtime';

const localSchema = commonSchema.extend(apiSchema.shape).extend(converterSchema.shape);

export interface LocalConfig {
  readonly logLevel: LogLevel;
  readonly common: CommonConfig;
  readonly api: ApiConfig;
  readonly converter: ConverterConfig;
}

/**
 * The environment of the whole service in one process.
 * @throws EnvironmentError that names every variable at fault
 */
export function readLocalConfig(env: Environment = process.env): LocalConfig {
  const common = readEnvironment(localSchema, env);
  return {
    logLevel: common.LOG_LEVEL,
    common,
    api: apiConfig(common, { throttle: common.THROTTLE, benchmark: true }),
    converter: converterConfig(common, { stopGraceSeconds: 2 }),
  };
}
