# The service as an ordinary user. What it keeps lies in /data; everything else can be thrown away.
FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM node:24-bookworm-slim
WORKDIR /app
# Letters for Chinese: the cards with which others show a link are drawn here.
RUN apt-get update && apt-get install -y --no-install-recommends fontconfig fonts-noto-cjk && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
COPY --from=dependencies /app/node_modules ./node_modules
# What .dockerignore lets through: the source is what runs, there is no build.
COPY . .
RUN mkdir -p /data node_modules/.cache && chown node:node /data node_modules/.cache
USER node
# What Node makes of the files is kept: a container starts as quickly as one that ran before.
RUN bin/fangzhi help > /dev/null
VOLUME /data
EXPOSE 3000
# The first start also loads the seed and the registers before it listens.
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# bin/fangzhi hands the process over to Node, which so receives the signal to stop.
CMD ["bin/fangzhi", "serve"]
