package io.cartelem.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;

/// What is drawn again with every message leaves alone what did not change: lines of alerts that
/// somebody is about to press, and words that were put into the reader's language. The modules of
/// the pages by themselves, in the system's own Chromium. Skipped where there is none.
@Timeout(240)
class AlertLinesPagesTest extends InChromium {
    private static final String ALERTS =
            """
            const done = arguments[0];
            import('/js/alerts.js').then(({ Alerts }) => {
              document.getElementById('alerts').remove();
              const alerts = new Alerts();
              const alert = (id, more) => ({
                id, severity: 'warning', open: true, name: 'Oil hot', sentence: 'Oil hot: 140 °C, above 135 °C',
                raised: '2026-06-06T09:30:00Z', cleared: null, acknowledged: null, acknowledged_by: null, session_id: null, t: null, ...more });
              const focus = () => document.activeElement.closest('.alert')?.dataset.alert ?? document.activeElement.className;
              const shown = () => [...alerts.node.children].map((n) => n.dataset.alert ?? n.textContent).join(' ');
              const seen = [];
              const see = (what) => { what(); seen.push(`${shown()}: ${focus()}`); };
              see(() => alerts.begin([1, 2, 3, 4, 5].map((id) => alert(id))));
              const more = alerts.node.lastElementChild;
              see(() => more.focus());
              see(() => alerts.take(alert(6)));
              see(() => more.click());
              const [newest] = alerts.node.children;
              see(() => newest.querySelector('button').focus());
              see(() => alerts.take(alert(7, { severity: 'critical' })));
              see(() => alerts.take(alert(6, { acknowledged: 'now', acknowledged_by: 'Anna' })));
              see(() => alerts.take(alert(6, { open: false })));
              done(seen);
            });
            """;

    private static final String REASONS =
            """
            const done = arguments[0];
            Promise.all([import('/js/lap-cards.js'), import('/js/lap-state.js')]).then(([{ LapCards }, { LapState }]) => {
              const state = new LapState();
              const cards = new LapCards(document.createElement('section'), state);
              let said = 0;
              const reasons = (words) => {
                const list = [words];
                list.map = (put) => { said++; return [...list].map(put); };
                return list;
              };
              const lap = (words) => ({
                track: 'Circle', saved: true, number: 3, elapsed_s: 12, age_s: 0, delta_s: 0.1, predicted_s: 61, reference_s: 60,
                last_s: 62, last_counts: false, last_reasons: reasons(words), best_s: 60, best_number: 1, sectors: [],
                last_sectors: [], sector_count: 1, best_sectors_s: [] });
              const seen = [];
              for (const words of ['Out lap', 'Out lap', '12 m shorter than the track']) {
                state.take(lap(words));
                for (let i = 0; i < 10; i++) cards.draw();
                seen.push(`${cards.cards.get('last').small.textContent}: ${said}`);
              }
              done(seen);
            });
            """;

    private Station station;

    @BeforeEach
    void start() {
        browser.leave();
        browser.size(1280, 800);
        station = new Station();
    }

    @AfterEach
    void stop() {
        station.close();
    }

    @Test
    void aLineAndTheButtonForMoreStayWhereTheyAreWhenOthersComeAndGo() {
        browser.open(station, "/replay.html?lang=en");
        assertEquals(
                List.of(
                        "5 4 3 2 more: ",
                        "5 4 3 2 more: more-alerts",
                        "6 5 4 3 more: more-alerts",
                        "6 5 4 3 2 1 Fewer: more-alerts",
                        "6 5 4 3 2 1 Fewer: 6",
                        "7 6 5 4 3 2 1 Fewer: 6",
                        "7 5 4 3 2 1 6 Fewer: 7",
                        "7 5 4 3 2 1 Fewer: 7"),
                browser.driver.executeAsyncScript(ALERTS));
    }

    @Test
    void whyALapDoesNotCountIsPutIntoWordsOnlyWhenItChanges() {
        browser.open(station, "/replay.html?lang=de");
        assertEquals(
                List.of("Ausfahrrunde: 1", "Ausfahrrunde: 1", "12 m kürzer als die Strecke: 2"),
                browser.driver.executeAsyncScript(REASONS));
    }
}
