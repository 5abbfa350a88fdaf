package io.cartelem.core.gps.nmea;

import io.cartelem.core.gps.nmea.NmeaReport.Origin;

import net.sf.marineapi.nmea.parser.SentenceFactory;
import net.sf.marineapi.nmea.sentence.GGASentence;
import net.sf.marineapi.nmea.sentence.GLLSentence;
import net.sf.marineapi.nmea.sentence.GNSSentence;
import net.sf.marineapi.nmea.sentence.GSASentence;
import net.sf.marineapi.nmea.sentence.GSVSentence;
import net.sf.marineapi.nmea.sentence.PositionSentence;
import net.sf.marineapi.nmea.sentence.RMCSentence;
import net.sf.marineapi.nmea.sentence.Sentence;
import net.sf.marineapi.nmea.sentence.VTGSentence;
import net.sf.marineapi.nmea.util.CompassPoint;
import net.sf.marineapi.nmea.util.DataStatus;
import net.sf.marineapi.nmea.util.Position;

import java.util.Set;

/// Decodes the sentences of NMEA 0183 (to 4.11) that carry a car's position, motion and time, of
/// every constellation's talker. Java Marine API reads the fields; this class asks it only for
/// fields that are there and contains its exceptions. The time of day, dates and what the library
/// has no getter for are read here from the split fields.
///
/// The library knows not every talker (`PQ` of Quectel's QZSS is missing), so it is always given
/// the sentence as one of `GP`, and without the checksum, which the framer has verified.
public final class SentenceDecoder {
    private static final double KPH_PER_KNOT = 1.852;

    /// From here on a dilution of precision is a receiver's way to write "none" (99.99, 50.0).
    private static final double NO_DOP = 50;

    private static final Set<String> TALKERS =
            Set.of("GP", "GL", "GA", "GB", "BD", "GI", "GQ", "QZ", "GN", "PQ");

    private static final Set<String> TYPES =
            Set.of("GGA", "GNS", "RMC", "GLL", "VTG", "GSA", "GSV", "ZDA");

    private final SentenceFactory factory = SentenceFactory.getInstance();

    /// Decodes one sentence.
    ///
    /// @param body the characters between `$` and `*` of a sentence whose checksum is right
    public NmeaReport decode(String body) {
        NmeaFields fields = NmeaFields.of(body);
        String address = fields.address();
        boolean known = address.length() == 5 && TYPES.contains(address.substring(2));
        if (!known) {
            return new NmeaReport.Other(address, fields.rest());
        }
        String talker = address.substring(0, 2);
        String type = address.substring(2);
        if (!TALKERS.contains(talker)) {
            return new NmeaReport.Rejected(
                    type + " sentence of a talker that is no satellite receiver");
        }
        try {
            return decode(type, talker, body, fields);
        } catch (RuntimeException e) {
            // the library throws several unrelated kinds for malformed fields
            return new NmeaReport.Rejected(type + " sentence with unreadable fields");
        }
    }

    /// Whether a sentence's address begins with the talker of a satellite system.
    public static boolean isReceivers(String address) {
        return address.length() == 5 && TALKERS.contains(address.substring(0, 2));
    }

    private NmeaReport decode(String type, String talker, String body, NmeaFields fields) {
        if (type.equals("ZDA")) {
            return new NmeaReport.Clock(fields.timeOfDayNs(1), fields.date(2, 3, 4));
        }
        Sentence sentence = factory.createParser("$GP" + body.substring(2));
        return switch (sentence) {
            case GGASentence gga -> gga(talker, gga, fields);
            case GNSSentence gns -> gns(talker, gns, fields);
            case RMCSentence rmc -> rmc(talker, rmc, fields);
            case GLLSentence gll -> gll(talker, gll, fields);
            case VTGSentence vtg -> vtg(talker, vtg, fields);
            case GSASentence gsa -> gsa(talker, gsa, fields);
            case GSVSentence gsv -> gsv(talker, gsv, fields);
            default -> new NmeaReport.Other(fields.address(), fields.rest());
        };
    }

    private static NmeaReport gga(String talker, GGASentence gga, NmeaFields fields) {
        int quality = fields.has(6) ? gga.getFixQuality().toInt() : -1;
        Place place = quality > 0 ? place(gga, fields, 2) : Place.NONE;
        return new NmeaReport.Fix(
                Origin.GGA,
                talker,
                fields.timeOfDayNs(1),
                null,
                place.known(),
                place.latitude,
                place.longitude,
                place.known() && fields.has(9) ? altitude(gga.getAltitude()) : Double.NaN,
                Double.NaN,
                Double.NaN,
                fields.has(7) ? count(gga.getSatelliteCount()) : -1,
                place.known() && fields.has(8) ? dop(gga.getHorizontalDOP()) : Double.NaN,
                place.known() ? quality : Math.min(quality, 0));
    }

    private static NmeaReport gns(String talker, GNSSentence gns, NmeaFields fields) {
        int quality = -1;
        String modes = fields.text(6);
        for (int i = 0; i < modes.length(); i++) {
            quality = better(quality, qualityOfMode(modes.charAt(i)));
        }
        Place place = quality > 0 ? place(gns, fields, 2) : Place.NONE;
        return new NmeaReport.Fix(
                Origin.GNS,
                talker,
                fields.timeOfDayNs(1),
                null,
                place.known(),
                place.latitude,
                place.longitude,
                place.known() && fields.has(9) ? altitude(gns.getOrthometricHeight()) : Double.NaN,
                Double.NaN,
                Double.NaN,
                fields.has(7) ? count(gns.getSatelliteCount()) : -1,
                place.known() && fields.has(8) ? dop(gns.getHorizontalDOP()) : Double.NaN,
                place.known() ? quality : Math.min(quality, 0));
    }

    private static NmeaReport rmc(String talker, RMCSentence rmc, NmeaFields fields) {
        if (fields.count() < 9) {
            throw new IllegalArgumentException("RMC ends before its date");
        }
        boolean active = fields.has(2) && rmc.getStatus() == DataStatus.ACTIVE;
        int mode = fields.has(12) ? qualityOfMode(fields.text(12).charAt(0)) : -1;
        Place place = active && mode != 0 ? place(rmc, fields, 3) : Place.NONE;
        boolean valid = place.known();
        return new NmeaReport.Fix(
                Origin.RMC,
                talker,
                fields.timeOfDayNs(1),
                fields.date(9),
                valid,
                place.latitude,
                place.longitude,
                Double.NaN,
                valid && fields.has(7) ? speed(rmc.getSpeed() * KPH_PER_KNOT) : Double.NaN,
                valid && fields.has(8) ? course(rmc.getCourse()) : Double.NaN,
                -1,
                Double.NaN,
                valid ? mode : 0);
    }

    private static NmeaReport gll(String talker, GLLSentence gll, NmeaFields fields) {
        boolean active = fields.has(6) && gll.getStatus() == DataStatus.ACTIVE;
        int mode = fields.has(7) ? qualityOfMode(fields.text(7).charAt(0)) : -1;
        Place place = active && mode != 0 ? place(gll, fields, 1) : Place.NONE;
        return new NmeaReport.Fix(
                Origin.GLL,
                talker,
                fields.timeOfDayNs(5),
                null,
                place.known(),
                place.latitude,
                place.longitude,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                -1,
                Double.NaN,
                place.known() ? mode : 0);
    }

    private static NmeaReport vtg(String talker, VTGSentence vtg, NmeaFields fields) {
        boolean valid = !fields.has(9) || qualityOfMode(fields.text(9).charAt(0)) != 0;
        return new NmeaReport.Course(
                talker,
                valid && fields.has(1) ? course(vtg.getTrueCourse()) : Double.NaN,
                valid && fields.has(7) ? speed(vtg.getSpeedKmh()) : Double.NaN);
    }

    private static NmeaReport gsa(String talker, GSASentence gsa, NmeaFields fields) {
        if (fields.count() < 17) {
            throw new IllegalArgumentException("GSA ends before its dilution of precision");
        }
        int dimension = fields.has(2) ? gsa.getFixStatus().toInt() : -1;
        return new NmeaReport.Precision(
                talker,
                fields.hexDigit(18),
                dimension,
                gsa.getSatelliteIds().length,
                dimension > 1 && fields.has(16) ? dop(gsa.getHorizontalDOP()) : Double.NaN);
    }

    private static NmeaReport gsv(String talker, GSVSentence gsv, NmeaFields fields) {
        if (fields.count() < 3) {
            throw new IllegalArgumentException("GSV ends before its count");
        }
        // satellites come by four fields each; one more at the end is the signal id of NMEA 4.1
        boolean hasSignal = fields.count() % 4 == 0;
        return new NmeaReport.InView(
                talker,
                hasSignal ? fields.hexDigit(fields.count()) : -1,
                fields.has(3) ? count(gsv.getSatelliteCount()) : 0);
    }

    private record Place(double latitude, double longitude) {
        static final Place NONE = new Place(Double.NaN, Double.NaN);

        boolean known() {
            return !Double.isNaN(latitude);
        }
    }

    /// The position whose four fields begin at `index`, [Place#NONE] where one of them is empty.
    private static Place place(PositionSentence sentence, NmeaFields fields, int index) {
        for (int i = index; i < index + 4; i++) {
            if (!fields.has(i)) {
                return Place.NONE;
            }
        }
        if (!fields.angle(index, 2) || !fields.angle(index + 2, 3)) {
            throw new IllegalArgumentException("no position");
        }
        Position position = sentence.getPosition();
        double latitude = position.getLatitude();
        double longitude = position.getLongitude();
        if (position.getLatitudeHemisphere() == CompassPoint.EAST
                || position.getLatitudeHemisphere() == CompassPoint.WEST
                || !within(latitude, -90, 90)
                || !within(longitude, -180, 180)) {
            throw new IllegalArgumentException("no position");
        }
        return new Place(latitude, longitude);
    }

    /// GGA's quality code of the mode indicator of RMC, VTG, GLL and GNS (NMEA 2.3 and later), -1
    /// for a letter that no version knows.
    private static int qualityOfMode(char mode) {
        return switch (mode) {
            case 'N' -> 0;
            case 'A' -> 1;
            case 'D' -> 2;
            case 'P' -> 3;
            case 'R' -> 4;
            case 'F' -> 5;
            case 'E' -> 6;
            case 'M' -> 7;
            case 'S' -> 8;
            default -> -1;
        };
    }

    /// The better of two quality codes; dead reckoning, manual and simulated positions are worse
    /// than any measured one, and all are better than none.
    private static int better(int a, int b) {
        return rank(a) >= rank(b) ? a : b;
    }

    private static int rank(int quality) {
        return quality >= 6 ? 1 : quality > 0 ? 10 + quality : quality;
    }

    private static int count(int satellites) {
        return satellites >= 0 && satellites < 256 ? satellites : -1;
    }

    private static double dop(double value) {
        return value > 0 && value < NO_DOP ? value : Double.NaN;
    }

    private static double altitude(double metres) {
        return within(metres, -10_000, 100_000) ? metres : Double.NaN;
    }

    private static double speed(double kph) {
        return within(kph, 0, 2000) ? kph : Double.NaN;
    }

    private static double course(double degrees) {
        return within(degrees, 0, 360) ? degrees : Double.NaN;
    }

    private static boolean within(double value, double low, double high) {
        return value >= low && value <= high;
    }
}
