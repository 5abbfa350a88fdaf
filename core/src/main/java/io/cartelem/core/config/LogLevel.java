package io.cartelem.core.config;

/// How much the log tells.
public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
}
