package io.cartelem.persistence.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.Quality;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.port.Progress;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.persistence.Drive;
import io.cartelem.persistence.MemoryStore;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Instant;

import javax.xml.parsers.DocumentBuilderFactory;

class GpxExportTest {
    private static final String GPX = "http://www.topografix.com/GPX/1/1";
    private static final String GARMIN = "http://www.garmin.com/xmlschemas/TrackPointExtension/v2";

    private final MemoryStore store = new MemoryStore();

    @Test
    void writesEveryFixWithHeightSpeedAndCourse() throws Exception {
        long session = Drive.record(store, 4, 300);
        Document gpx = export(SignalQuery.all(session));
        assertEquals("1.1", gpx.getDocumentElement().getAttribute("version"));
        NodeList points = gpx.getElementsByTagNameNS(GPX, "trkpt");
        assertEquals(300, points.getLength());
        Element first = (Element) points.item(0);
        assertEquals("31.078", first.getAttribute("lat"));
        assertEquals("121.121", first.getAttribute("lon"));
        assertEquals("4.0", text(first, GPX, "ele"));
        assertEquals(store.timebase(session).utcOf(0), Instant.parse(text(first, GPX, "time")));
        assertEquals("25.0", text(first, GARMIN, "speed"));
        assertEquals("0.0", text(first, GARMIN, "course"));
        NodeList marks = gpx.getElementsByTagNameNS(GPX, "wpt");
        assertEquals(2, marks.getLength());
        assertEquals("pit & <box>", text((Element) marks.item(0), GPX, "name"));
        assertEquals("Morning, run \"1\"", text(gpx.getDocumentElement(), GPX, "name"));
    }

    @Test
    void startsASegmentAfterAGapAndLeavesOutWhatIsNoPosition() throws Exception {
        long session =
                store.create(
                                SessionDraft.named("gap \u0001 \uD83C\uDFC1"),
                                SessionOrigin.LIVE,
                                Drive.START)
                        .id();
        store.begin(session, Drive.START, ClockAnchor.Trust.GPS, SessionOrigin.LIVE);
        Channel lat = Channel.number("meshtastic", "latitude", "°", 7);
        Channel lon = Channel.number("meshtastic", "longitude", "°", 7);
        SampleBatch.Builder batch = SampleBatch.builder(20);
        batch.add(lat, 0, 1e-5).add(lon, 0, -0.5);
        batch.add(lat, 1_000_000_000L, 10, null, Quality.BAD).add(lon, 1_000_000_000L, 20);
        batch.add(lat, 2_000_000_000L, 91).add(lon, 2_000_000_000L, 20);
        batch.add(lat, 3_000_000_000L, 10);
        batch.add(lat, 20_000_000_000L, 10).add(lon, 20_000_000_000L, 20);
        store.append(session, batch.build()).join();
        store.finish(session, Drive.START.plusSeconds(20));
        Document gpx = export(SignalQuery.all(session));
        NodeList segments = gpx.getElementsByTagNameNS(GPX, "trkseg");
        assertEquals(2, segments.getLength());
        assertEquals(2, gpx.getElementsByTagNameNS(GPX, "trkpt").getLength());
        Element point = (Element) gpx.getElementsByTagNameNS(GPX, "trkpt").item(0);
        assertEquals("0.000010", point.getAttribute("lat"));
        assertEquals(0, gpx.getElementsByTagNameNS(GPX, "extensions").getLength());
        assertEquals("gap  \uD83C\uDFC1", text(gpx.getDocumentElement(), GPX, "name"));
    }

    @Test
    void writesADocumentWithoutTrackForASessionWithoutPositions() throws Exception {
        long session =
                store.create(SessionDraft.named("bench"), SessionOrigin.LIVE, Drive.START).id();
        Document gpx = export(SignalQuery.all(session));
        assertEquals(0, gpx.getElementsByTagNameNS(GPX, "trk").getLength());
        assertTrue(gpx.getElementsByTagNameNS(GPX, "metadata").getLength() > 0);
    }

    private Document export(SignalQuery query) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Exporters.byId("gpx").orElseThrow().export(store, query, out, Progress.NONE);
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(out.toByteArray()));
    }

    private static String text(Element parent, String namespace, String name) {
        return parent.getElementsByTagNameNS(namespace, name).item(0).getTextContent();
    }
}
