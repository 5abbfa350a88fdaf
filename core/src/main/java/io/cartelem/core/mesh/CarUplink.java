package io.cartelem.core.mesh;

import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.collect.CollectorContext;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.mesh.RadioStatus.Role;
import io.cartelem.core.mesh.RadioStatus.Warning;
import io.cartelem.core.mesh.air.RadioWarning;
import io.cartelem.core.mesh.air.SendPlan;
import io.cartelem.core.mesh.pack.RadioChannel;
import io.cartelem.core.mesh.pack.RadioSchema;
import io.cartelem.core.mesh.proto.AppMessage;
import io.cartelem.core.mesh.proto.FromRadio;
import io.cartelem.core.mesh.proto.MeshPacket;
import io.cartelem.core.mesh.stream.NodeConfig;
import io.cartelem.core.mesh.stream.NodeSession;
import io.cartelem.core.mesh.stream.Refusal;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.SampleBatch;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Sends what the car measures: the latest values at the rate that the air allows, and what they
/// mean at the start, on change and every half minute. Refuses without a channel that has a key of
/// its own, because positions would be readable for everybody.
///
/// Values come from any thread ([#accept], [#trustedTime]); everything else on the collector's
/// thread but [#status].
public final class CarUplink implements RadioRole, TelemetryBus.Subscriber {
    private static final Logger LOG = LoggerFactory.getLogger(CarUplink.class);
    private static final long SECOND = 1_000_000_000L;
    private static final long LOOK_NS = SECOND;

    /// How often a node that cannot send is asked whether that has changed.
    private static final long DOUBT_NS = 30 * SECOND;

    private static final long REPLAN_NS = 10 * SECOND;
    private static final Channel TX_PACKETS =
            Channel.number(RadioChannel.SOURCE, "tx_packets", "", 0);
    private static final Channel TX_DUTY =
            Channel.number(RadioChannel.SOURCE, "tx_duty_pct", "%", 2);

    private final UplinkSettings settings;
    private final LatestValues values = new LatestValues();
    private final CarTime time = new CarTime();
    private final Sampler sampler = new Sampler(values, time);
    private final PacketSender sender;
    private final Pace pace = new Pace();
    private @Nullable NodeSession session;
    private @Nullable CollectorContext context;
    private @Nullable NodeConfig node;
    private volatile RadioStatus status = RadioStatus.unknown(Role.CAR);
    private double othersShare;
    private double channelPercent = Double.NaN;
    private long nextSampleNs;
    private long nextPlanNs;
    private long nextLookNs;
    private long nextDoubtNs;
    private boolean replan;

    public CarUplink(UplinkSettings settings) {
        this.settings = settings;
        this.sender = new PacketSender(settings);
    }

    @Override
    public void accept(SampleBatch batch) {
        values.accept(batch);
    }

    /// A receiver with a fix said at `monoNs` that it was `utc`.
    public void trustedTime(long monoNs, Instant utc) {
        time.trusted(monoNs, utc);
    }

    @Override
    public void begin(NodeSession newSession, CollectorContext newContext) {
        session = newSession;
        context = newContext;
        node = null;
        nextLookNs = newContext.clock().monoNs();
    }

    private CollectorContext context() {
        CollectorContext present = context;
        if (present == null) {
            throw new IllegalStateException("no connection has begun");
        }
        return present;
    }

    @Override
    public void ready(NodeConfig config) {
        long nowNs = context().clock().monoNs();
        node = config;
        sender.configure(config);
        context().device(config.description());
        replan = true;
        nextSampleNs = nowNs;
        nextDoubtNs = nowNs + DOUBT_NS;
        nextPlanNs = nowNs;
        nextLookNs = nowNs;
    }

    @Override
    public void asking(String sentence) {
        node = null;
        context().state(Phase.STARTING, "asking_node", sentence);
    }

    @Override
    public void packet(MeshPacket packet, MeshPacket.Data data) {
        // The car listens to nobody.
    }

    @Override
    public void node(FromRadio.Node introduced) {
        // Who else is there does not matter to the car.
    }

    @Override
    public void metrics(AppMessage.Metrics metrics) {
        channelPercent = metrics.channelUtilization();
        sender.reported(context().clock().monoNs(), metrics.airUtilTx());
        SendPlan plan = sender.plan();
        double own = plan == null ? 0 : plan.airShare();
        othersShare = Math.max(0, channelPercent / 100 - own);
    }

    @Override
    public void refused(Refusal refusal) {
        LOG.info("{}", refusal.sentence());
        sender.refused(refusal, context().clock().monoNs());
        replan |= refusal.reason() == Refusal.Reason.TOO_LARGE;
        nextLookNs = context().clock().monoNs();
    }

    @Override
    public void notice(String sentence) {
        LOG.info("{}", sentence);
    }

    @Override
    public void rejected(String reason, byte[] bytes) {
        context().rejected(reason, bytes);
    }

    @Override
    public void tick(long nowNs) throws LinkException {
        NodeSession present = session;
        if (present != null && node != null && sender.channel() != null) {
            if (sampler.follow(nowNs)) {
                pace.forget();
                replan = true;
            }
            RadioSchema schema = sampler.schema();
            if (schema != null) {
                plan(schema, nowNs);
                sample(nowNs);
                sender.send(
                        present,
                        nowNs,
                        time.utcOf(nowNs, context().clock()),
                        time.isTrusted(nowNs));
            }
        }
        if (present != null && node != null && nowNs >= nextDoubtNs) {
            nextDoubtNs = nowNs + DOUBT_NS;
            if (!sender.canSend()) {
                present.refresh(nowNs);
            }
        }
        if (nowNs >= nextLookNs) {
            look(nowNs);
        }
    }

    private void plan(RadioSchema schema, long nowNs) {
        if (!replan && nowNs < nextPlanNs) {
            return;
        }
        replan = false;
        nextPlanNs = nowNs + REPLAN_NS;
        Pace.Result result =
                pace.plan(
                        schema,
                        sender.radio(),
                        sender.addressing(),
                        settings.rateHz(),
                        sender.longest(),
                        settings.maxPayload().isEmpty(),
                        othersShare);
        sender.use(schema, result, nowNs);
        nextLookNs = nowNs;
    }

    private void sample(long nowNs) {
        SendPlan plan = sender.plan();
        if (plan == null || !plan.sends() || nowNs < nextSampleNs) {
            return;
        }
        long period = plan.samplePeriod().toNanos();
        // Times that were missed are left out, not caught up.
        nextSampleNs += Math.max(1, (nowNs - nextSampleNs) / period + 1) * period;
        var sample = sampler.take(nowNs, context().clock());
        if (sample != null) {
            boolean first = pace.isEmpty();
            pace.seen(sample);
            replan |= first;
            sender.add(sample);
        }
    }

    @Override
    public long nextWakeNs() {
        long next = nextLookNs;
        SendPlan plan = sender.plan();
        NodeSession present = session;
        if (present != null && node != null && plan != null && plan.sends()) {
            next = Math.min(next, Math.min(nextSampleNs, sender.nextWakeNs(present)));
        }
        return next;
    }

    /// Tells how it is.
    private void look(long nowNs) {
        nextLookNs = nowNs + LOOK_NS;
        NodeConfig known = node;
        if (known == null) {
            status = RadioStatus.unknown(Role.CAR);
            return;
        }
        SendPlan plan = sender.plan();
        double rate = plan == null || sender.channel() == null ? 0 : plan.rateHz();
        String reason = tellState(plan, nowNs);
        context().rate(rate);
        double used = sender.usedPercent(nowNs);
        context()
                .publish(
                        SampleBatch.builder(2)
                                .add(TX_PACKETS, nowNs, (double) sender.sent())
                                .add(TX_DUTY, nowNs, used)
                                .build());
        status =
                new RadioStatus(
                        Role.CAR,
                        known.description(),
                        rate,
                        reason,
                        new RadioStatus.Duty(
                                used,
                                sender.budgetSeconds() / 36,
                                sender.radio().dutySecondsOfHour() / 36,
                                plan == null ? 0 : plan.hourSeconds() / 36,
                                channelPercent),
                        sender.sent(),
                        sender.refusals(),
                        sender.clamped(),
                        warnings(known),
                        List.of());
    }

    private String tellState(@Nullable SendPlan plan, long nowNs) {
        Phase phase = Phase.WAITING;
        String code;
        String sentence;
        String refusal = sender.holding(nowNs);
        if (sender.channel() == null) {
            code = sender.channelTrouble().code();
            sentence = sender.channelTrouble().sentence();
        } else if (plan == null) {
            code = "no_values";
            sentence = "There is nothing to send yet.";
        } else if (!plan.sends()) {
            code = plan.limit() == SendPlan.Limit.REGION_UNSET ? "region_unset" : "tx_disabled";
            sentence = plan.sentence();
        } else if (refusal != null) {
            code = "refused";
            sentence = refusal;
        } else {
            phase = Phase.RUNNING;
            code = "sending";
            sentence = plan.sentence();
        }
        context().state(phase, code, sentence);
        return sentence;
    }

    private List<Warning> warnings(NodeConfig known) {
        List<Warning> all = new ArrayList<>();
        if (sender.channel() == null) {
            all.add(sender.channelTrouble());
        }
        int key = sender.channel() == null ? 16 : sender.channel().psk().length;
        for (RadioWarning warning :
                RadioWarning.of(
                        sender.radio(), sender.addressing(), key, known.keepsPrivatePackets())) {
            all.add(Warnings.of(warning));
        }
        return all;
    }

    @Override
    public RadioStatus status() {
        return status;
    }
}
