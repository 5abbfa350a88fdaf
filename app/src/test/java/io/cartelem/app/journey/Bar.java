package io.cartelem.app.journey;

/// The recording bar.
final class Bar {
    private final Person person;

    Bar(Person person) {
        this.person = person;
    }

    void record() {
        person.click("#record");
        awaitRecording();
    }

    void awaitRecording() {
        person.awaitsText("#record", "Stop");
    }

    void stop() {
        person.click("#record");
        awaitIdle();
    }

    void awaitIdle() {
        person.awaitsText("#record", "Record");
    }

    void mark() {
        person.menu("menu-session", "menu-mark");
    }

    /// How long the recording is, as the bar says.
    int elapsedSeconds() {
        String[] parts = person.reads(".elapsed").split(":");
        return parts.length < 3
                ? 0
                : Integer.parseInt(parts[0]) * 3600
                        + Integer.parseInt(parts[1]) * 60
                        + Integer.parseInt(parts[2]);
    }

    /// What a source's chip says, in a few words.
    String chip(String source) {
        return person.reads("#chip-" + source + " .mood");
    }
}
