package io.cartelem.server.stream;

/// How samples are written to a client.
enum Format {
    /// An object for each sample, for programs and people.
    OBJECTS,
    /// Columns with channel numbers, about a third of the bytes, for the own pages.
    COLUMNS
}
