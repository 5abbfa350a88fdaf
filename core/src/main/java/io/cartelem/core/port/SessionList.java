package io.cartelem.core.port;

import io.cartelem.core.model.SessionInfo;

import java.util.List;

/// A part of the list of sessions.
///
/// @param total how many the query selects in all
public record SessionList(List<SessionInfo> sessions, int total) {}
