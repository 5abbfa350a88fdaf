package io.cartelem.core.config;

/// What a commit waits for.
public enum SyncMode {
    /// Until the disk has it: a power cut loses nothing that was committed.
    FULL,
    /// Until the operating system has it: faster, a power cut may cost the last commits.
    NORMAL
}
