# Vigil's web and worker processes: one image, the command decides. Needs DATABASE_URL and VIGIL_SECRET at run time;
# the embedded PostgreSQL that `npm start` uses is not meant for containers. The model runs in a container of its own
# (inference/serving/compose.yaml), and its weights never go into an image: their licence forbids passing them on.

FROM node:24-bookworm-slim AS build
ENV NEXT_TELEMETRY_DISABLED=1 CHECKPOINT_DISABLE=1 ONNXRUNTIME_NODE_INSTALL=skip NODE_LLAMA_CPP_SKIP_DOWNLOAD=true
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-bookworm-slim
ENV NODE_ENV=production \
    NEXT_TELEMETRY_DISABLED=1 \
    CHECKPOINT_DISABLE=1 \
    DATA_DIR=/var/lib/vigil \
    NPM_CONFIG_CACHE=/tmp/npm \
    NPM_CONFIG_LOGS_MAX=0
RUN install --directory --owner=node --group=node --mode=0700 /var/lib/vigil
WORKDIR /app
# Owned by root and run as node: the processes cannot change their own code.
COPY --from=build /app ./
USER node
EXPOSE 3000
CMD ["npm", "run", "web"]
