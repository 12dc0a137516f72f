using PveLab.Sim.Time;

namespace PveLab.Sim.Tests;

public sealed class RenderingTests
{
    [Theory]
    [InlineData(987, null, "987.00 B")]
    [InlineData(1024, 1, "1.0 KiB")]
    [InlineData(1_073_741_823, 3, "1024.000 MiB")]
    [InlineData(1_125_899_906_842_621, null, "1.00 PiB")]
    [InlineData(1_125_899_906_842_620, null, "1024.00 TiB")]
    public void Bytes_are_shown_in_the_unit_Perls_logarithm_picks(double value, int? precision, string text) =>
        Assert.Equal(text, Rendering.Bytes(value, precision));

    [Theory]
    [InlineData(0.4, false, "0s")]
    [InlineData(23_031_664, false, "38w 13h 41m 4s")]
    [InlineData(23_031_664, true, "38w 13h")]
    [InlineData(165_661, true, "1d 22h 1m")]
    [InlineData(26_341, true, "7h 19m 1s")]
    public void A_duration_leaves_out_what_is_zero_or_too_fine(double seconds, bool limit, string text) =>
        Assert.Equal(text, Rendering.Duration(seconds, limit));

    [Fact]
    public void A_fraction_is_shown_with_two_decimals() => Assert.Equal("12.50%", Rendering.FractionAsPercentage(0.125));

    [Fact]
    public void A_timestamp_follows_the_nodes_zone() =>
        Assert.Equal("2026-01-01 09:00:00", Rendering.Timestamp(1_767_225_600, Zone.Find("Asia/Tokyo")!));
}
