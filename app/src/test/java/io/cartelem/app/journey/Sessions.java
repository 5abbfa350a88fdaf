package io.cartelem.app.journey;

import java.util.List;

/// The table of sessions and what is beside it.
final class Sessions {
    private final Person person;
    private final App app;

    Sessions(App app) {
        this.app = app;
        this.person = app.person();
    }

    /// The names in the table, from top to bottom.
    List<String> names() {
        return person.fx(
                () -> app.desktop().sessionsModel().rows().stream().map(r -> r.name()).toList());
    }

    void awaitNames(String... names) {
        person.awaits("#sessions");
        person.until("the table to list " + List.of(names), () -> names().equals(List.of(names)));
    }

    void awaitCount(int count) {
        person.until(count + " sessions", () -> names().size() == count);
    }

    void search(String text) {
        person.fill("#session-search", text);
    }

    void select(String name) {
        person.clickText(".table-cell", name);
    }

    void replay(String name) {
        select(name);
        person.click("#session-replay");
    }

    /// Clicks what a notice at the lower edge offers.
    void clickNotice(String action) {
        person.clickText("#notices .button", action);
    }
}
