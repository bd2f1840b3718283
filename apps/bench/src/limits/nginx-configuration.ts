import { userInfo } from 'node:os';

interface Places {
  readonly folder: string;
  readonly files: string;
  readonly port: number;
}

const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

/** WebDAV's PUT: the body goes to a file of its own, which then gets the name that was asked for. */
export function nginxConfiguration({ folder, files, port }: Places): string {
  return `
    # It would give up the rights of root, and with them the folder.
    user ${userInfo().username};
    worker_processes auto;
    pid ${folder}/nginx.pid;
    events {}
    http {
      access_log off;
      client_max_body_size 0;
      ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join('\n      ')}
      server {
        listen 127.0.0.1:${port};
        location / {
          root ${files};
          dav_methods PUT;
        }
      }
    }
  `;
}
