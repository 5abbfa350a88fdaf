package io.cartelem.app.journey;

/// The replay.
final class Replay {
    private final App app;
    private final Person person;

    Replay(App app) {
        this.app = app;
        this.person = app.person();
    }

    /// Chooses a session in the list above the scrubber.
    void open(String name) {
        person.click("#nav-replay");
        person.until(
                "the list to offer " + name,
                () -> person.fx(() -> !app.desktop().replayModel().choices().isEmpty()));
        person.click("#replay-session");
        person.clickText(".list-cell", name);
        person.awaits("#scrubber");
        person.until("it to be open", () -> !person.sees("#replay-hint") && length() > 0);
        // the next keys are for the replay, not for the list
        person.click("#scrubber");
    }

    long position() {
        return person.fx(() -> app.desktop().replayModel().player().positionProperty().get());
    }

    long length() {
        return person.fx(() -> app.desktop().replayModel().player().lengthNs());
    }

    /// The value of a channel at the position, as the table shows it.
    String value(String channel) {
        return person.fx(
                () ->
                        app.desktop().replayModel().rows().stream()
                                .filter(row -> row.label().endsWith(channel))
                                .map(row -> row.valueProperty().get())
                                .findFirst()
                                .orElse(""));
    }
}
