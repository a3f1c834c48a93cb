# Three images from one file: `runtime` runs API, worker and command line; `migrate` deploys the schema; `build` makes both
# possible and is not shipped.
#
#     docker build --target runtime -t clientele .
#     docker build --target migrate -t clientele-migrate .

FROM swift:6.2-bookworm AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpq-dev libsodium-dev pkg-config \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY Package.swift ./
COPY Sources Sources
COPY Tests Tests
RUN swift build -c release --static-swift-stdlib --product clientele-api \
    && swift build -c release --static-swift-stdlib --product clientele-worker \
    && swift build -c release --static-swift-stdlib --product clientele \
    && mkdir /programs \
    && cp .build/release/clientele-api .build/release/clientele-worker .build/release/clientele /programs/

FROM debian:bookworm-slim AS runtime
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates curl libpq5 libsodium23 msmtp-mta tzdata \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin clientele
COPY --from=build /programs/ /usr/local/bin/
USER clientele
# Which of the programs it is, the command says: clientele-api, clientele-worker or clientele.
CMD ["clientele-api"]

FROM debian:bookworm-slim AS migrate
RUN apt-get update \
    && apt-get install -y --no-install-recommends libdbd-pg-perl postgresql-client sqitch \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin clientele
WORKDIR /clientele
COPY sql sql
COPY scripts/database scripts/set-role-passwords scripts/migrate scripts/
USER clientele
CMD ["scripts/migrate"]
