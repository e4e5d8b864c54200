# The gateway as a container. Build from the top of the repository:
#   docker build --file docker/gateway.Dockerfile --tag heirloom .
FROM swift:6.3-bookworm AS build
RUN apt-get update \
  && apt-get install --yes --no-install-recommends libpq-dev libssl-dev pkg-config \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY Package.swift ./
COPY Sources Sources
COPY Tests Tests
RUN swift build --configuration release --product heirloom --static-swift-stdlib --traits TLS \
  && cp "$(swift build --configuration release --product heirloom --static-swift-stdlib --traits TLS --show-bin-path)/heirloom" /usr/local/bin/ \
  && strip --strip-debug /usr/local/bin/heirloom

FROM debian:bookworm-slim
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates libpq5 libssl3 libcurl4 libxml2 openssl \
  && rm -rf /var/lib/apt/lists/* \
  && useradd --system --uid 10001 --home-dir /var/lib/heirloom --create-home heirloom
COPY --from=build /usr/local/bin/heirloom /usr/local/bin/heirloom
WORKDIR /etc/heirloom
COPY schema.graphql ./
COPY resolvers resolvers
COPY database database
USER heirloom
ENV HEIRLOOM_SERVER_HOST=0.0.0.0 \
  HEIRLOOM_STATE_DIRECTORY=/var/lib/heirloom
VOLUME /var/lib/heirloom
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=2s --start-period=10s CMD \
  bash -c 'ask() { printf "GET /health/ready HTTP/1.1\r\nHost: health\r\nConnection: close\r\n\r\n"; }; \
    if [[ $HEIRLOOM_SERVER_TLS_CERTIFICATE ]]; then ask | openssl s_client -quiet -connect 127.0.0.1:8080 2>/dev/null; \
    else exec 3<>/dev/tcp/127.0.0.1/8080 && ask >&3 && cat <&3; fi | grep -q "^HTTP/1.1 200"'
STOPSIGNAL SIGTERM
ENTRYPOINT ["heirloom"]
CMD ["serve"]
