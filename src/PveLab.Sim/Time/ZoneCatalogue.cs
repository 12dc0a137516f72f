namespace PveLab.Sim.Time;

/// <content>The zones a world can be in.</content>
public sealed partial record Zone
{
    /// <summary>Coordinated universal time.</summary>
    public static Zone Utc { get; } = new("UTC", 0, "UTC");

    /// <summary>Every zone a world can be in.</summary>
    public static IReadOnlyList<Zone> Catalogue { get; } =
    [
        Utc,
        new("Etc/UTC", 0, "UTC"),

        new("Asia/Tokyo", Hours(9), "JST"),
        new("Asia/Seoul", Hours(9), "KST"),
        new("Asia/Shanghai", Hours(8), "CST"),
        new("Asia/Hong_Kong", Hours(8), "HKT"),
        new("Asia/Taipei", Hours(8), "CST"),
        new("Asia/Singapore", Hours(8), "+08"),
        new("Asia/Manila", Hours(8), "PST"),
        new("Asia/Bangkok", Hours(7), "+07"),
        new("Asia/Ho_Chi_Minh", Hours(7), "+07"),
        new("Asia/Jakarta", Hours(7), "WIB"),
        new("Asia/Dhaka", Hours(6), "+06"),
        new("Asia/Kathmandu", Hours(5.75), "+0545"),
        new("Asia/Kolkata", Hours(5.5), "IST"),
        new("Asia/Karachi", Hours(5), "PKT"),
        new("Asia/Dubai", Hours(4), "+04"),

        new("Europe/London", Hours(0), "GMT", SavingRule.Europe, "BST"),
        new("Europe/Dublin", Hours(0), "GMT", SavingRule.Europe, "IST"),
        new("Europe/Lisbon", Hours(0), "WET", SavingRule.Europe, "WEST"),
        .. Central("Vienna", "Berlin", "Zurich", "Paris", "Madrid", "Rome", "Amsterdam", "Brussels", "Prague", "Warsaw", "Budapest",
            "Copenhagen", "Oslo", "Stockholm"),
        new("Europe/Helsinki", Hours(2), "EET", SavingRule.Europe, "EEST"),
        new("Europe/Athens", Hours(2), "EET", SavingRule.Europe, "EEST"),
        new("Europe/Bucharest", Hours(2), "EET", SavingRule.Europe, "EEST"),
        new("Europe/Kyiv", Hours(2), "EET", SavingRule.Europe, "EEST"),

        new("America/New_York", Hours(-5), "EST", SavingRule.America, "EDT"),
        new("America/Toronto", Hours(-5), "EST", SavingRule.America, "EDT"),
        new("America/Chicago", Hours(-6), "CST", SavingRule.America, "CDT"),
        new("America/Denver", Hours(-7), "MST", SavingRule.America, "MDT"),
        new("America/Phoenix", Hours(-7), "MST"),
        new("America/Los_Angeles", Hours(-8), "PST", SavingRule.America, "PDT"),
        new("America/Vancouver", Hours(-8), "PST", SavingRule.America, "PDT"),
        new("America/Anchorage", Hours(-9), "AKST", SavingRule.America, "AKDT"),
        new("America/Bogota", Hours(-5), "-05"),
        new("America/Argentina/Buenos_Aires", Hours(-3), "-03"),
        new("Pacific/Honolulu", Hours(-10), "HST"),

        new("Africa/Lagos", Hours(1), "WAT"),
        new("Africa/Johannesburg", Hours(2), "SAST"),
        new("Africa/Nairobi", Hours(3), "EAT"),

        new("Australia/Perth", Hours(8), "AWST"),
        new("Australia/Brisbane", Hours(10), "AEST"),
        new("Australia/Sydney", Hours(10), "AEST", SavingRule.Australia, "AEDT"),
        new("Australia/Melbourne", Hours(10), "AEST", SavingRule.Australia, "AEDT"),
        new("Pacific/Auckland", Hours(12), "NZST", SavingRule.NewZealand, "NZDT"),
    ];

    private static IEnumerable<Zone> Central(params string[] cities) =>
        cities.Select(city => new Zone("Europe/" + city, Hours(1), "CET", SavingRule.Europe, "CEST"));

    private static int Hours(double hours) => (int)(hours * 3600);
}
