# One image for every part; the command says which: see docker-compose.yml.
FROM node:24-slim AS build
WORKDIR /app
ENV TURBO_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc tsconfig.json turbo.json ./
COPY scripts scripts
COPY packages packages
COPY apps apps
RUN npm ci --ignore-scripts --no-audit --no-fund
RUN npx turbo run build --ui=stream
RUN npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production DATA_DIR=/data
COPY --from=build /app /app
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
CMD ["node", "apps/gateway/dist/main.js"]
