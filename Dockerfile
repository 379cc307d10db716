# Build: everything is compiled in, also pages, styles and migrations.
FROM rust:1.95-slim-bookworm AS build
WORKDIR /paylink
# Dependencies first, so that a change of ours does not build them again.
COPY Cargo.toml Cargo.lock ./
RUN mkdir -p src tests/it static && echo 'fn main() {}' > src/main.rs && echo > src/lib.rs && echo 'fn main() {}' > tests/it/main.rs \
    && cargo build --release --locked && rm -rf src
COPY src src
COPY templates templates
COPY static static
COPY migrations migrations
RUN touch src/main.rs src/lib.rs && cargo build --release --locked && mkdir /data

# Run: no shell, no package manager, not root.
FROM gcr.io/distroless/cc-debian12:nonroot
COPY --from=build /paylink/target/release/paylink /usr/local/bin/paylink
COPY --from=build --chown=nonroot:nonroot /data /data
ENV PAYLINK_LISTEN=0.0.0.0:8080 PAYLINK_DATA_DIR=/data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=4s --start-period=5s CMD ["/usr/local/bin/paylink", "health"]
ENTRYPOINT ["/usr/local/bin/paylink"]
CMD ["serve"]
