package io.cartelem.app.devices;

import io.cartelem.app.text.Format;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.mesh.RadioStatus;

import java.util.ArrayList;
import java.util.List;

/// Says how the radio is, beyond what every collector has.
final class RadioWords {
    private RadioWords() {}

    /// The sending time of the hour in the car, in the pit how each car is heard.
    static List<String> details(RadioStatus status, Presentation presentation) {
        List<String> details = new ArrayList<>();
        RadioStatus.Duty duty = status.duty();
        if (duty != null) {
            details.add(
                    presentation.text(
                            "devices.radio_duty",
                            Format.number(duty.usedPercent(), 1),
                            Format.number(duty.limitPercent(), 0),
                            Format.number(duty.forecastPercent(), 1)));
        }
        if (status.clamped() > 0) {
            details.add(presentation.text("devices.radio_clamped", Format.count(status.clamped())));
        }
        for (RadioStatus.Car car : status.cars()) {
            details.add(
                    presentation.text(
                            "devices.radio_car",
                            car.name(),
                            Format.count(car.packets()),
                            Format.number(car.lossPercent(), 1),
                            car.rssi()));
        }
        return details;
    }

    /// What to look after, one a line.
    ///
    /// @param before what stands there already, perhaps nothing
    static String warnings(RadioStatus status, Presentation presentation, String before) {
        List<String> lines = new ArrayList<>();
        if (!before.isEmpty()) {
            lines.add(before);
        }
        for (RadioStatus.Warning warning : status.warnings()) {
            lines.add(
                    presentation
                            .texts()
                            .getOr("radio.warning." + warning.code(), warning.sentence()));
        }
        return String.join("\n", lines);
    }
}
