package io.cartelem.app.devices;

import io.cartelem.app.text.Mood;

/// A collector as the devices view tells it.
///
/// @param details address, device, rate and what was not understood, in one line
/// @param error the last failure, empty if none
public record CollectorRow(
        String source,
        String name,
        Mood mood,
        String words,
        String sentence,
        String details,
        String error) {}
