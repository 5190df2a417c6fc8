# Three processes, one image: migrate (once), engine, web. See docs/operations.md, "In containers".
FROM node:24.21.0-bookworm-slim AS build
WORKDIR /plimsoll
COPY package.json package-lock.json ./
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM node:24.21.0-bookworm-slim
# `ping` is what checks of that type run.
RUN apt-get update && apt-get install -y --no-install-recommends iputils-ping && rm -rf /var/lib/apt/lists/* \
  && install -d -o node -g node -m 0700 /data
WORKDIR /plimsoll
COPY --from=build /plimsoll/package.json /plimsoll/next.config.ts ./
COPY --from=build /plimsoll/node_modules node_modules
COPY --from=build /plimsoll/db/migrations db/migrations
COPY --from=build /plimsoll/public public
COPY --from=build /plimsoll/dist dist
COPY --from=build /plimsoll/.next .next
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 MALLOC_ARENA_MAX=2 HOST=0.0.0.0 PORT=3000 PLIMSOLL_DATA_DIR=/data
USER node
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/live`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=4", "--max-old-space-size=768", "dist/web.js"]
