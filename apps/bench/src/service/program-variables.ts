interface Places {
  readonly target: URL;
  readonly dataDir: string;
  readonly databaseUrl: string;
}

/** The environment by which API and converters find each other, whatever the scenario adds. */
export function programVariables({ target, dataDir, databaseUrl }: Places) {
  const { hostname, port, username, password, pathname } = new URL(databaseUrl);
  return {
    BASE_URL: target.origin,
    BENCHMARK: 'on',
    DATA_DIR: dataDir,
    NODE_ENV: 'production',
    PORT: target.port,
    POSTGRES_DB: pathname.slice(1),
    POSTGRES_HOST: hostname,
    POSTGRES_PASSWORD: decodeURIComponent(password),
    POSTGRES_PORT: port,
    POSTGRES_USER: username,
  };
}
