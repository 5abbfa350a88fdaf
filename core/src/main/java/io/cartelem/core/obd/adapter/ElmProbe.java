package io.cartelem.core.obd.adapter;

import io.cartelem.core.collect.discovery.DeviceProbe;
import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.obd.elm.ElmPort;
import io.cartelem.core.obd.elm.ElmReply;
import io.cartelem.core.port.Clock;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;

/// Tries whether an ELM327 or STN adapter is at the other end. Writes waking bytes and `ATI` only,
/// which nothing else acts upon, and changes no setting.
public final class ElmProbe implements DeviceProbe {
    private static final Duration TIMEOUT = Duration.ofMillis(350);

    private final Duration timeout;

    public ElmProbe() {
        this(TIMEOUT);
    }

    /// @param timeout how long each answer is waited for
    public ElmProbe(Duration timeout) {
        this.timeout = timeout;
    }

    @Override
    public String source() {
        return "obd";
    }

    @Override
    public boolean passive() {
        return false;
    }

    @Override
    public Optional<Finding> probe(ByteLink link) throws LinkException, InterruptedException {
        ElmPort port = new ElmPort(link, Clock.system());
        if (!link.hasBaud()) {
            return identify(port).map(name -> new Finding(source(), name, 0));
        }
        LinkedHashSet<Integer> rates = new LinkedHashSet<>();
        rates.add(link.baud());
        rates.addAll(AdapterStart.BAUD_RATES);
        for (int rate : rates) {
            if (link.baud() != rate) {
                link.baud(rate);
            }
            Optional<String> name = identify(port);
            if (name.isPresent()) {
                return Optional.of(new Finding(source(), name.get(), rate));
            }
        }
        return Optional.empty();
    }

    private Optional<String> identify(ElmPort port) throws LinkException, InterruptedException {
        if (!port.wake(timeout).prompted()) {
            return Optional.empty();
        }
        ElmReply reply = port.exchange("ATI", timeout);
        String name = reply.answer();
        String upper = name.toUpperCase(Locale.ROOT);
        boolean adapter = upper.contains("ELM") || upper.contains("OBD") || upper.startsWith("STN");
        return reply.prompted() && adapter ? Optional.of(name) : Optional.empty();
    }
}
