package io.cartelem.core.port;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A part of a session's samples in time order.
///
/// @param nextCursor what to hand in to go on after the last of them, null at the end
public record SignalPage(List<Signal> signals, @Nullable String nextCursor) {}
