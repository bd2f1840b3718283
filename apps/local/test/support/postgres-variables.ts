/** The variables that lead a program to the database of a URL. */
export function postgresVariables(text: string): Record<string, string> {
  const { hostname, port, username, password, pathname } = new URL(text);
  return {
    POSTGRES_HOST: hostname,
    POSTGRES_PORT: port,
    POSTGRES_USER: decodeURIComponent(username),
    POSTGRES_PASSWORD: decodeURIComponent(password),
    POSTGRES_DB: pathname.slice(1),
  };
}
