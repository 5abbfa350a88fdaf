package io.cartelem.core.obd;

import io.cartelem.core.collect.Collector;
import io.cartelem.core.collect.CollectorContext;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.obd.adapter.Adapter;
import io.cartelem.core.obd.adapter.AdapterRestartedException;
import io.cartelem.core.obd.adapter.AdapterStart;
import io.cartelem.core.obd.diag.DiagnosticsDesk;
import io.cartelem.core.obd.diag.DiagnosticsException.Reason;
import io.cartelem.core.obd.diag.ObdDiagnostics;
import io.cartelem.core.obd.elm.ElmPort;
import io.cartelem.core.obd.poll.RateMeter;

import java.time.Duration;

/// Reads a car through an ELM327 or STN adapter and publishes its values as source `obd`.
public final class ObdCollector implements Collector {
    /// The source of its channels.
    public static final String SOURCE = "obd";

    private static final Duration AFTER_RESTART = Duration.ofMillis(200);

    private final ObdSettings settings;
    private final DiagnosticsDesk desk = new DiagnosticsDesk();
    private volatile RateMeter.Rates rates = RateMeter.Rates.NONE;

    public ObdCollector(ObdSettings settings) {
        this.settings = settings;
    }

    @Override
    public String source() {
        return SOURCE;
    }

    /// The rates reached lately, in all and by channel name. Safe on any thread.
    public RateMeter.Rates rates() {
        return rates;
    }

    /// What one may ask of the car besides its values. Safe on any thread.
    public ObdDiagnostics diagnostics() {
        return desk;
    }

    @Override
    public void run(ByteLink link, CollectorContext context)
            throws LinkException, InterruptedException {
        ElmPort port = new ElmPort(link, context.clock());
        context.state(Phase.STARTING, "asking_adapter", "Asking the adapter what it is");
        try {
            while (true) {
                try {
                    Adapter adapter =
                            AdapterStart.start(
                                    port,
                                    settings.timeouts(),
                                    settings.memory(),
                                    settings.raiseBaud());
                    context.device(adapter.profile().identity());
                    new CarConversation(adapter, settings, context, this::reached, desk).run();
                } catch (AdapterRestartedException e) {
                    context.state(
                            Phase.STARTING,
                            "adapter_restarted",
                            e.getMessage() + "; starting over");
                    context.clock().pause(AFTER_RESTART);
                }
            }
        } finally {
            rates = RateMeter.Rates.NONE;
            desk.close(Reason.NOT_CONNECTED, "No OBD adapter is connected.");
        }
    }

    private void reached(RateMeter.Rates now) {
        rates = now;
    }
}
