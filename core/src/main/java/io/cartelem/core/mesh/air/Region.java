package io.cartelem.core.mesh.air;

/// The regions of a Meshtastic node: its `RegionCode` and the share of a rolling hour in which the
/// node lets itself send.
///
/// Source: meshtastic.org, LoRa configuration, and the behaviour of firmware 2.7.15 to 2.8.0.
public enum Region {
    UNSET(0, 0),
    US(1, 100),
    EU_433(2, 10),
    EU_868(3, 10),
    CN(4, 100),
    JP(5, 100),
    ANZ(6, 100),
    KR(7, 100),
    TW(8, 100),
    RU(9, 100),
    IN(10, 100),
    NZ_865(11, 100),
    TH(12, 10),
    LORA_24(13, 100),
    UA_433(14, 10),
    UA_868(15, 1),
    MY_433(16, 100),
    MY_919(17, 100),
    SG_923(18, 100),
    PH_433(19, 100),
    PH_868(20, 100),
    PH_915(21, 100),
    ANZ_433(22, 100),
    KZ_433(23, 100),
    KZ_863(24, 100),
    NP_865(25, 100),
    BR_902(26, 100),
    /// A region newer than this table: the strictest limit of all is assumed.
    UNKNOWN(-1, 1);

    private static final Region[] VALUES = values();

    private final int code;
    private final int dutyPercent;

    Region(int code, int dutyPercent) {
        this.code = code;
        this.dutyPercent = dutyPercent;
    }

    /// The region with the given `RegionCode`, [#UNKNOWN] if the table has none.
    public static Region ofCode(int code) {
        for (Region region : VALUES) {
            if (region.code == code) {
                return region;
            }
        }
        return UNKNOWN;
    }

    /// Its `RegionCode` in the node's configuration, -1 for [#UNKNOWN].
    public int code() {
        return code;
    }

    /// How much of a rolling hour a node may send, in percent; 0 where it does not send at all.
    public int dutyPercent() {
        return dutyPercent;
    }

    /// Whether its bandwidths are those of the 2.4 GHz band, 3.25 times as wide.
    boolean wide() {
        return this == LORA_24;
    }
}
