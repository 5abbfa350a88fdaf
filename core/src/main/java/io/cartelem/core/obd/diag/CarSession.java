package io.cartelem.core.obd.diag;

import io.cartelem.core.obd.adapter.CarRequester;
import io.cartelem.core.obd.adapter.PidPoller;
import io.cartelem.core.obd.pid.Pid;
import io.cartelem.core.obd.pid.Scaling;
import io.cartelem.core.obd.pid.SupportedPids;
import io.cartelem.core.port.Clock;

import java.util.Map;

/// The car as the polling knows it, lent to a diagnostic request for the time in which it is
/// served.
///
/// @param rates the polled PIDs with their wanted rates in hertz
public record CarSession(
        CarRequester requester,
        PidPoller poller,
        SupportedPids supported,
        Scaling scaling,
        Map<Pid, Double> rates,
        Clock clock) {}
