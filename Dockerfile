# The client is built in one stage; the other keeps only what the server needs to run.
FROM node:24-bookworm-slim AS build
WORKDIR /omnisync
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev
COPY . .
RUN npm run build

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /omnisync
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev && npm cache clean --force
COPY shared shared
COPY server server
COPY migrations migrations
COPY seed seed
COPY --from=build /omnisync/dist dist
RUN mkdir .data /backups && chown node .data /backups
USER node
EXPOSE 3000
CMD ["node_modules/.bin/node", "server/main.ts"]
