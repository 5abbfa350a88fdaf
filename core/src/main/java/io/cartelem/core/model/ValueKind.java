package io.cartelem.core.model;

/// What a channel's values are.
public enum ValueKind {
    NUMBER,
    TEXT
}
