using CsCheck;
using PveLab.Sim.Time;
using PveLab.Testing;

namespace PveLab.Sim.Tests.Time;

public sealed class ZoneTests
{
    private static Zone Vienna => Zone.Find("Europe/Vienna")!;

    private static Zone NewYork => Zone.Find("America/New_York")!;

    [Theory]
    [InlineData("UTC", 1_767_225_600, "2026-01-01 00:00:00", "UTC", "+0000")]
    [InlineData("Asia/Tokyo", 1_767_225_600, "2026-01-01 09:00:00", "JST", "+0900")]
    [InlineData("Asia/Kolkata", 1_767_225_600, "2026-01-01 05:30:00", "IST", "+0530")]
    [InlineData("Europe/Vienna", 1_774_745_999, "2026-03-29 01:59:59", "CET", "+0100")]
    [InlineData("Europe/Vienna", 1_774_746_000, "2026-03-29 03:00:00", "CEST", "+0200")]
    [InlineData("Europe/Vienna", 1_792_890_000, "2026-10-25 02:00:00", "CET", "+0100")]
    [InlineData("America/New_York", 1_772_953_200, "2026-03-08 03:00:00", "EDT", "-0400")]
    [InlineData("America/New_York", 1_793_512_800, "2026-11-01 01:00:00", "EST", "-0500")]
    [InlineData("Australia/Sydney", 1_767_225_600, "2026-01-01 11:00:00", "AEDT", "+1100")]
    [InlineData("Australia/Sydney", 1_782_864_000, "2026-07-01 10:00:00", "AEST", "+1000")]
    public void A_moment_shows_on_the_clocks_of_each_zone(string name, long epoch, string stamp, string abbreviation, string offset)
    {
        var zone = Zone.Find(name)!;
        Assert.Equal(stamp, zone.Stamp(epoch));
        Assert.Equal(abbreviation, zone.AbbreviationAt(epoch));
        Assert.Equal(offset, zone.OffsetText(epoch));
    }

    [Fact]
    public void A_skipped_hour_is_read_one_hour_later()
    {
        Assert.Equal("2026-03-29 03:30:00", Vienna.Stamp(Vienna.ToEpoch(new(2026, 3, 29, 2, 30))));
        Assert.Equal("2026-03-08 03:30:00", NewYork.Stamp(NewYork.ToEpoch(new(2026, 3, 8, 2, 30))));
    }

    [Fact]
    public void An_hour_that_comes_twice_is_the_first_unless_the_second_was_in_use()
    {
        CivilTime twice = new(2026, 10, 25, 2, 30);
        Assert.Equal(1_792_888_200, Vienna.ToEpoch(twice));
        Assert.Equal(1_792_888_200, Vienna.ToEpoch(twice, Vienna.Daylight));
        Assert.Equal(1_792_891_800, Vienna.ToEpoch(twice, Vienna.Standard));
    }

    [Fact]
    public void Every_moment_is_found_again_from_its_clock_and_offset()
    {
        var moments = Gen.Select(Gen.Int[0, Zone.Catalogue.Count - 1], Gen.Long[1_167_609_600, 4_102_444_800]);
        moments.Holds((index, epoch) =>
        {
            var zone = Zone.Catalogue[index];
            Assert.Equal(epoch, zone.ToEpoch(zone.ToLocal(epoch), zone.OffsetAt(epoch)));
        });
    }

    [Fact]
    public void Zones_are_named_once_and_unknown_ones_are_not_found()
    {
        Assert.Equal(Zone.Catalogue.Count, Zone.Catalogue.Select(zone => zone.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.Null(Zone.Find("Atlantis/Capital"));
        Assert.Same(Zone.Utc, Zone.Find("UTC"));
    }
}
