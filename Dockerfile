FROM node:24-bookworm-slim

ENV NODE_ENV=production
WORKDIR /app

# First what changes rarely: a change of the source does not fetch packages again.
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund && npm cache clean --force

COPY migrations ./migrations
COPY prompts ./prompts
COPY exports.config.json ./
COPY src ./src

# The owner is set before VOLUME, so that a new volume belongs to the user that runs.
RUN mkdir /data && chown node:node /data
USER node
ENV DATA_DIR=/data
VOLUME /data

# Asked from inside: HTTP_HOST must be 127.0.0.1 (the default) or 0.0.0.0. With HTTP_PORT=off there is nobody to ask.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "const port = process.env.HTTP_PORT || '8080'; if (port !== 'off') fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(4000) }).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1));"]

CMD ["node", "--max-semi-space-size=16", "--heap-growing-percent=30", "--v8-pool-size=2", "src/main.ts", "serve"]
