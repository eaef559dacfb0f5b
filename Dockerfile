FROM node:26-trixie-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY sdk/package.json sdk/
COPY receiver/package.json receiver/
COPY ui/package.json ui/
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

# glibc, for the embedded engine.
FROM node:26-trixie-slim
ENV NODE_ENV=production HOST=0.0.0.0 SPANWISE_DATA_DIR=/data LOG_FORMAT=json
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/sdk/package.json sdk/
COPY --from=build /app/receiver receiver
COPY --from=build /app/clickhouse clickhouse
COPY --from=build /app/ui/package.json ui/
COPY --from=build /app/ui/dist ui/dist
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 4318 4317
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4318/health/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "receiver/src/main.ts"]
CMD ["start"]
