import { type ApiConfig, apiConfig, apiSchema } from '@cloudconvert/api';
import { type ConverterConfig, converterConfig, converterSchema } from '@cloudconvert/converter';
import {
  type Environment,
  isThrottled,
  type LogOptions,
  logOptions,
  type PlatformConfig,
  platformParts,
  readEnvironment,
} from '@cloudconvert/runtime';

export interface LocalConfig {
  readonly log: LogOptions;
  readonly platform: PlatformConfig;
  readonly api: ApiConfig;
  readonly converter: ConverterConfig;
}

/**
 * The environment of the whole service in one process.
 * @throws EnvironmentError that names every variable at fault
 */
export function readLocalConfig(env: Environment = process.env): LocalConfig {
  const parts = {
    ...platformParts(env, { isWhole: true }),
    api: apiSchema,
    converter: converterSchema,
  };
  const given = readEnvironment(parts, env);
  const { common, api, converter, storage } = given;
  return {
    log: logOptions(given),
    platform: given,
    api: apiConfig({ ...common, ...api }, { throttle: isThrottled(given), benchmark: true }),
    converter: converterConfig(
      { ...common, ...converter },
      { stopGraceSeconds: 2, storage: storage.kind },
    ),
  };
}
