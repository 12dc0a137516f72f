namespace PveLab.Sim.Time;

/// <summary>
/// A time zone with its own rules. The host's zone data differs between machines and would leak into an attempt, so the zones the
/// simulation knows are the data of <see cref="Catalogue"/>.
/// </summary>
/// <param name="Name">The IANA name, <c>Europe/Vienna</c>.</param>
/// <param name="Standard">Seconds to add to UTC in standard time.</param>
/// <param name="Abbreviation">The short name in standard time, <c>CET</c>.</param>
/// <param name="Saving">The summer time's rule, null where there is none.</param>
/// <param name="SavingAbbreviation">The short name in summer time, <c>CEST</c>.</param>
public sealed partial record Zone(string Name, int Standard, string Abbreviation, SavingRule? Saving = null, string? SavingAbbreviation = null)
{
    /// <summary>Seconds that summer time adds to standard time.</summary>
    public const int SavingSeconds = 3600;

    /// <summary>Seconds to add to UTC in summer time; standard time's where there is none.</summary>
    public int Daylight => Saving is null ? Standard : Standard + SavingSeconds;

    /// <summary>The zone of that IANA name; null when the catalogue does not hold it.</summary>
    public static Zone? Find(string name) => Catalogue.FirstOrDefault(zone => zone.Name == name);

    /// <summary>Seconds to add to UTC at that moment.</summary>
    /// <param name="epoch">Seconds since the Unix epoch.</param>
    public int OffsetAt(long epoch) => IsSavingAt(epoch) ? Daylight : Standard;

    /// <summary>Whether summer time is in force at that moment.</summary>
    public bool IsSavingAt(long epoch) => Saving is not null && Saving.Covers(epoch, Standard);

    /// <summary>The short name in force at that moment: <c>CET</c> or <c>CEST</c>.</summary>
    public string AbbreviationAt(long epoch) => IsSavingAt(epoch) ? SavingAbbreviation ?? Abbreviation : Abbreviation;

    /// <summary>What a wall clock of the zone shows at that moment (<c>localtime</c>).</summary>
    public CivilTime ToLocal(long epoch) => CivilTime.FromSeconds(epoch + OffsetAt(epoch));

    /// <summary>
    /// The moment at which a wall clock of the zone shows that time. A time that the jump forward skips counts as standard time, so the
    /// clock then shows one hour more; a time that comes twice is the first one, in summer time, but the second where standard time is
    /// UTC itself (Perl: Time::Local timelocal).
    /// </summary>
    public long ToEpoch(CivilTime local) => OffsetAt(local.Seconds) == 0 ? local.Seconds : ToEpoch(local, Daylight);

    /// <summary>
    /// As <see cref="ToEpoch(CivilTime)"/>, but a time that comes twice is read with the offset <paramref name="expected"/>, the one last
    /// in use: what libc's <c>mktime</c> does with <c>tm_isdst = -1</c>.
    /// </summary>
    public long ToEpoch(CivilTime local, int expected)
    {
        var seconds = local.Seconds;
        if (OffsetAt(seconds - expected) == expected) return seconds - expected;
        if (OffsetAt(seconds - Daylight) == Daylight) return seconds - Daylight;
        return seconds - Standard;
    }

    /// <summary><c>2026-01-31 23:59:59</c> in this zone.</summary>
    public string Stamp(long epoch) => ToLocal(epoch).ToStamp();

    /// <summary><c>2026_01_31-23_59_59</c> in this zone.</summary>
    public string ArchiveStamp(long epoch) => ToLocal(epoch).ToArchiveStamp();

    /// <summary>The offset in force as <c>date</c> and RFC 2822 write it: <c>+0900</c>.</summary>
    public string OffsetText(long epoch)
    {
        var minutes = Math.Abs(OffsetAt(epoch)) / 60;
        return FormattableString.Invariant($"{(OffsetAt(epoch) < 0 ? '-' : '+')}{minutes / 60:D2}{minutes % 60:D2}");
    }
}
