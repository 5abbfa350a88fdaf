package io.cartelem.core.obd.pid;

/// The data bytes of one PID in a reply.
///
/// @param bytes exactly as many as the PID has
public record PidData(Pid pid, byte[] bytes) {}
