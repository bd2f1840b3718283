/**
 * What a newcomer reads: where the service is, where the data is, and three commands that sign up,
 * convert `song.mp3` and download the result.
 */
export function welcome(url: string, dataDirectory: string): string {
  const json = "-H 'Content-Type: application/json'";
  const person = [
    `'{"username":"me'$(date +%s)'","email":"me'$(date +%s)'@example.com",`,
    `"password1":"Passw0rd$","password2":"Passw0rd$"}'`,
  ].join('');
  const bearer = '-H "Authorization: Bearer $TOKEN"';
  return `
CloudConvert runs on ${url}
Files, mail and database are in ${dataDirectory}

Sign up, convert song.mp3, download the result:

  TOKEN=$(curl -fsS ${url}/api/auth/signup ${json} -d ${person} | ${pick('access_token')})
  FILE=$(curl -fsS ${url}/api/tasks ${bearer} -F fileName=@song.mp3 -F newFormat=ogg | ${pick('file_id')})
  while [ $(curl -sL -o song.ogg -w '%{http_code}' ${url}/api/files/$FILE ${bearer}) = 409 ]; do sleep 1; done

Ctrl-C stops it.
`;
}

function pick(field: string): string {
  return `sed 's/.*"${field}":"\\([^"]*\\)".*/\\1/'`;
}
