# The bot alone: the production packages, the sources as they are, and Node.js without npm. No build step: Node.js runs
# the TypeScript itself.
#
#   docker build -t flow-json-for-slack .
#   docker run --env-file .env -p 3000:3000 -v flow-json:/data --read-only --tmpfs /tmp flow-json-for-slack

FROM node:24.21.0-alpine3.23 AS build
WORKDIR /app
COPY package.json package-lock.json ./
# With the optional ones: the canvas has its native part among them, for this processor and this libc.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund
# A library names the TypeScript compiler for those who compile with it.
RUN rm -rf node_modules/typescript node_modules/@typescript node_modules/.bin
# Of the fonts the weights that pictures are drawn with, and of those in many files the one of their script:
# src/picture/text/fonts.ts names them.
RUN find node_modules/@expo-google-fonts node_modules/@embedpdf node_modules/@fontsource -type f \
  ! -name 'LICENSE*' ! -name package.json \
  ! -name '*_400Regular.ttf' ! -name '*_600SemiBold.ttf' ! -name 'NanumGothic_700Bold.ttf' \
  ! -name 'NotoSans_400Regular_Italic.ttf' ! -name 'NotoSans_600SemiBold_Italic.ttf' \
  ! -name 'NotoSansHans-Regular.otf' ! -name 'NotoSansHans-Bold.otf' \
  ! -name 'noto-sans-*-400-normal.woff' ! -name 'noto-sans-*-600-normal.woff' -delete
RUN find node_modules/@fontsource -type f \( -name '*-latin-*' -o -name '*-cyrillic-*' -o -name '*-greek-*' \
  -o -name '*-math-*' -o -name '*-symbols-*' \) -delete
COPY LICENSE ./
COPY src ./src
# Whatever umask the sources were checked out with: the bot's user may read them.
RUN chmod -R a+rX /app

# The Alpine that the stage above stands on, with the one program of it that is needed.
FROM alpine:3.23.3
LABEL org.opencontainers.image.title="flow-json-for-slack" \
      org.opencontainers.image.description="Puts the JSON of a WhatsApp Flow on Alibaba Cloud where the team talks: in Slack." \
      org.opencontainers.image.licenses="MIT"
COPY --from=build /usr/lib/libstdc++.so.6 /usr/lib/libgcc_s.so.1 /usr/lib/
COPY --from=build /usr/local/bin/node /usr/local/bin/node
RUN adduser -D -H -u 10001 bot
RUN mkdir /data && chown 10001:10001 /data
COPY --from=build /app /app
ENV NODE_ENV=production \
    DATABASE_URL=file:/data/flow-json.db
# Not /app: an env file with an empty DATABASE_URL leads to ./data, and here that is /data as well.
WORKDIR /
USER 10001:10001
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
# In Socket Mode, too, the bot answers here.
HEALTHCHECK --interval=30s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "--eval", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# The flags of the start script in package.json; docs/decisions/0023 says why.
CMD ["node", "--max-semi-space-size=4", "--heap-growing-percent=25", "--v8-pool-size=2", "/app/src/start.mjs"]
