# An image with the static program and nothing else:
#
#     docker build --tag fairlead .
#     docker run --rm --network none --read-only --volume "$PWD:/work:ro" fairlead lint
FROM debian:12-slim@sha256:d5d3f9c23164ea16f31852f95bd5959aad1c5e854332fe00f7b3a20fcc9f635c AS build
WORKDIR /source
COPY . .
RUN scripts/setup build \
    && cmake --preset release \
    && cmake --build build/release --target fairlead --parallel "$(nproc)" \
    && mkdir -p /image/work /image/usr/share/doc/fairlead \
    && cp build/release/fairlead /image/ \
    && cp LICENSE build/release/made/copyright /image/usr/share/doc/fairlead/

FROM scratch
COPY --from=build /image /
WORKDIR /work
# Nobody, so that nothing can be written even where /work is mounted for writing.
USER 65534:65534
ENTRYPOINT ["/fairlead"]
CMD ["lint"]
