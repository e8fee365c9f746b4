package io.helidon.builder.api;

/**
 * Stands in for a type that Helidon's DbClient 4.1.7 was compiled against and Helidon 4.5.0 no longer has. Delete this
 * file when a DbClient of the same version as the rest can be had; see docs/decisions/2026-11-23-dbclient-shim.md.
 */
@SuppressWarnings("removal")
public interface Prototype$ConfiguredBuilder<B, P> extends Prototype.Builder<B, P> {

    /** Reads the builder's values from configuration. */
    B config(io.helidon.common.config.Config config);
}
