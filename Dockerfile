# Pin the base by digest where you build: --build-arg NODE_IMAGE=node:24-slim@sha256:…
ARG NODE_IMAGE=node:24-slim

FROM ${NODE_IMAGE} AS dependencies
WORKDIR /praxis
COPY package.json package-lock.json .npmrc ./
# Without optional packages there is no embedded PostgreSQL: a container is given its database.
RUN npm ci --omit=dev --omit=optional --ignore-scripts

FROM ${NODE_IMAGE}
# What runs here neither installs nor downloads.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /opt/yarn-* \
      /usr/local/bin/yarn /usr/local/bin/yarnpkg \
  && groupadd --gid 10001 praxis \
  && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin praxis \
  && install --directory --owner=praxis --group=praxis --mode=700 /data
WORKDIR /praxis
COPY --from=dependencies /praxis/node_modules node_modules
COPY package.json LICENSE ./
COPY migrations migrations
COPY src src
COPY workers workers
ENV NODE_ENV=production UV_THREADPOOL_SIZE=8 HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
USER 10001:10001
EXPOSE 3000
# Alive, not ready: a container is not to be replaced because its database is away.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "--eval", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "--disable-proto=delete", "--max-old-space-size=192", "--max-semi-space-size=8", "src/main.ts"]
CMD ["api"]
