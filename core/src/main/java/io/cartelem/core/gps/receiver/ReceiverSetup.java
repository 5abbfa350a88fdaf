package io.cartelem.core.gps.receiver;

import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.gps.receiver.ReceiverDriver.Answer;
import io.cartelem.core.gps.wire.NmeaChecksum;
import io.cartelem.core.gps.wire.UbxMessage;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Predicate;

/// Finds out what kind of receiver it is by questions that every kind may be asked, and only then
/// sets its rate: sentences are thinned, or the baud rate raised, before the fixes come faster.
public final class ReceiverSetup {
    private static final Duration PATIENCE = Duration.ofMillis(1200);
    private static final Duration BAUD_CHANGE = Duration.ofMillis(150);
    private static final Duration HEARING = Duration.ofMillis(2500);
    private static final int[] RAISED = {115_200, 230_400, 460_800};

    private final ReceiverLine line;

    /// What became of it.
    ///
    /// @param device what the receiver calls itself, null if its kind is not known
    /// @param shortfall why the wanted rate may not be reached, in words for a person, empty if the
    ///   receiver accepted it
    public record Result(@Nullable String device, String shortfall) {}

    public ReceiverSetup(ReceiverLine line) {
        this.line = line;
    }

    /// Sets the rate.
    ///
    /// @param wantedHz fixes a second, above 0
    public Result configure(double wantedHz) throws LinkException, InterruptedException {
        ReceiverDriver driver = identify();
        if (driver == null) {
            return new Result(null, "a receiver of this kind cannot be set to " + hertz(wantedHz));
        }
        int rounded = (int) Math.max(1, Math.ceil(wantedHz));
        if (!LineBudget.carriesAll(line.baud(), rounded)) {
            driver.thin(line, rounded);
        }
        if (!LineBudget.carriesThinned(line.baud(), rounded)) {
            raiseBaud(driver, rounded);
        }
        if (!LineBudget.carriesThinned(line.baud(), rounded)) {
            int most = LineBudget.mostHertz(line.baud());
            String shortfall = line.baud() + " baud carry no " + hertz(wantedHz);
            return most < wantedHz
                    ? new Result(driver.name(), first(shortfall, rate(driver, most)))
                    : new Result(driver.name(), shortfall);
        }
        return new Result(driver.name(), rate(driver, wantedHz));
    }

    private @Nullable ReceiverDriver identify() throws LinkException, InterruptedException {
        line.send(UbloxDriver.POLL_VERSION.encode());
        Reply version =
                line.await(
                        reply ->
                                reply instanceof Reply.Binary(UbxMessage message)
                                        && UbloxDriver.answersVersion(message),
                        PATIENCE);
        if (version instanceof Reply.Binary(UbxMessage message)) {
            UbloxDriver ublox = UbloxDriver.of(message);
            if (ublox != null) {
                return ublox;
            }
        }
        Reply mediatek = ask(MediatekDriver.POLL_RELEASE, MediatekDriver::says);
        if (mediatek != null) {
            return MediatekDriver.of(mediatek);
        }
        Reply casic = ask(CasicDriver.POLL_VERSION, CasicDriver::says);
        return casic == null ? null : CasicDriver.of(casic);
    }

    private @Nullable Reply ask(String question, Predicate<Reply> answers)
            throws LinkException, InterruptedException {
        line.send(NmeaChecksum.sentence(question));
        return line.await(answers, PATIENCE);
    }

    /// @return the shortfall in words, empty for none
    private String rate(ReceiverDriver driver, double wantedHz)
            throws LinkException, InterruptedException {
        Answer answer = driver.rate(line, period(wantedHz));
        if (answer == Answer.SILENT) {
            answer = driver.rate(line, period(wantedHz));
        }
        return switch (answer) {
            case ACCEPTED, NOT_TOLD -> "";
            case SILENT -> "the receiver did not confirm " + hertz(wantedHz);
            case REFUSED -> {
                if (wantedHz > 5) {
                    driver.rate(line, period(5));
                }
                yield "the receiver refuses " + hertz(wantedHz);
            }
        };
    }

    private void raiseBaud(ReceiverDriver driver, int rounded)
            throws LinkException, InterruptedException {
        int before = line.baud();
        if (!line.mayChangeBaud() || before == 0) {
            return;
        }
        for (int baud : RAISED) {
            boolean enough = LineBudget.carriesThinned(baud, rounded);
            if (enough && baud > before && baud <= driver.highestBaud()) {
                driver.sendBaud(line, baud);
                // lets the command leave at the old rate
                line.hears(BAUD_CHANGE);
                line.baud(baud);
                if (!line.hears(HEARING)) {
                    line.baud(before);
                    line.hears(HEARING);
                }
                return;
            }
        }
    }

    private static int period(double hertz) {
        return (int) Math.round(1000 / hertz);
    }

    private static String first(String a, String b) {
        return a.isEmpty() ? b : a;
    }

    private static String hertz(double hertz) {
        return hertz == Math.rint(hertz)
                ? (long) hertz + " Hz"
                : String.format(Locale.ROOT, "%.1f Hz", hertz);
    }
}
