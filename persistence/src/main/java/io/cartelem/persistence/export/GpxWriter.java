package io.cartelem.persistence.export;

import java.math.BigDecimal;
import java.time.Instant;

import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// The elements of a GPX 1.1 document in the order of its schema: metadata, way points, tracks. For
/// one thread.
final class GpxWriter {
    private static final String GPX = "http://www.topografix.com/GPX/1/1";
    private static final String EXTENSION =
            "http://www.garmin.com/xmlschemas/TrackPointExtension/v2";

    private final XMLStreamWriter xml;

    GpxWriter(XMLStreamWriter xml) {
        this.xml = xml;
    }

    static boolean isPosition(double latitude, double longitude) {
        return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
    }

    void start(String name, Instant time) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        line();
        xml.writeStartElement("gpx");
        xml.writeDefaultNamespace(GPX);
        xml.writeNamespace("gpxtpx", EXTENSION);
        xml.writeAttribute("version", "1.1");
        xml.writeAttribute("creator", "Cartelem");
        line();
        xml.writeStartElement("metadata");
        element("name", name);
        element("time", time.toString());
        xml.writeEndElement();
        line();
    }

    void wayPoint(double latitude, double longitude, Instant time, String name)
            throws XMLStreamException {
        startPoint("wpt", latitude, longitude);
        element("time", time.toString());
        element("name", name);
        xml.writeEndElement();
        line();
    }

    void startTrack(String name) throws XMLStreamException {
        xml.writeStartElement("trk");
        element("name", name);
        xml.writeStartElement("trkseg");
        line();
    }

    void newSegment() throws XMLStreamException {
        xml.writeEndElement();
        line();
        xml.writeStartElement("trkseg");
        line();
    }

    /// @param altitude metres, NaN if not known
    /// @param speed m/s, NaN if not known
    /// @param course degrees from north, NaN if not known
    void trackPoint(
            double latitude,
            double longitude,
            double altitude,
            Instant time,
            double speed,
            double course)
            throws XMLStreamException {
        startPoint("trkpt", latitude, longitude);
        if (Double.isFinite(altitude)) {
            element("ele", decimal(altitude));
        }
        element("time", time.toString());
        boolean hasSpeed = Double.isFinite(speed) && speed >= 0;
        boolean hasCourse = course >= 0 && course <= 360;
        if (hasSpeed || hasCourse) {
            xml.writeStartElement("extensions");
            xml.writeStartElement("gpxtpx", "TrackPointExtension", EXTENSION);
            if (hasSpeed) {
                extension("speed", decimal(Math.rint(speed * 1e6) / 1e6));
            }
            if (hasCourse) {
                extension("course", decimal(course));
            }
            xml.writeEndElement();
            xml.writeEndElement();
        }
        xml.writeEndElement();
        line();
    }

    void endTrack() throws XMLStreamException {
        xml.writeEndElement();
        xml.writeEndElement();
        line();
    }

    void end() throws XMLStreamException {
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.flush();
    }

    private void startPoint(String name, double latitude, double longitude)
            throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeAttribute("lat", decimal(latitude));
        xml.writeAttribute("lon", decimal(longitude));
    }

    private void element(String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(legal(text));
        xml.writeEndElement();
    }

    private void extension(String name, String text) throws XMLStreamException {
        xml.writeStartElement("gpxtpx", name, EXTENSION);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    private void line() throws XMLStreamException {
        xml.writeCharacters("\n");
    }

    /// xsd:decimal knows no exponents.
    private static String decimal(double value) {
        return new BigDecimal(Double.toString(value)).toPlainString();
    }

    /// XML 1.0 has no way to write most control characters.
    private static String legal(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints()
                .filter(
                        c ->
                                c == '\t'
                                        || c == '\n'
                                        || (c >= ' ' && c < 0xD800)
                                        || (c > 0xDFFF && c != 0xFFFE && c != 0xFFFF))
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }
}
