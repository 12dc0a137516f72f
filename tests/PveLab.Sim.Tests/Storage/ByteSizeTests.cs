using CsCheck;
using PveLab.Sim.Storage;
using PveLab.Testing;

namespace PveLab.Sim.Tests.Storage;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData("32G", 34_359_738_368)]
    [InlineData("1.5M", 1_572_864)]
    [InlineData("4KiB", 4096)]
    [InlineData("08", 8)]
    public void A_size_is_read_in_powers_of_1024(string text, long bytes) => Assert.Equal(bytes, ByteSize.Parse(text));

    [Theory]
    [InlineData("32g")]
    [InlineData("1.")]
    [InlineData("-5")]
    [InlineData("")]
    public void Anything_else_is_no_size(string text) => Assert.Null(ByteSize.Parse(text));

    [Theory]
    [InlineData(34_359_738_368, "32G")]
    [InlineData(1_572_864, "1536K")]
    [InlineData(1025, "1025")]
    [InlineData(0, "0T")]
    public void A_size_is_written_with_the_largest_unit_that_loses_nothing(long bytes, string text) => Assert.Equal(text, ByteSize.Format(bytes));

    [Fact]
    public void What_is_written_is_read_back() =>
        Gen.Long[0, 1L << 50].Holds(bytes => Assert.Equal(bytes, ByteSize.Parse(ByteSize.Format(bytes))));

    [Theory]
    [InlineData("1", "b", "kb", "1")]
    [InlineData("1025", "b", "KB", "2")]
    [InlineData(".5", "gb", "mb", "512")]
    [InlineData("360915905321", "tb", "b", "3.96831234549741e+23")]
    public void A_started_unit_counts_as_a_whole_one(string value, string from, string to, string result) =>
        Assert.Equal(result, ByteSize.Convert(value, from, to));

    [Fact]
    public void An_unknown_unit_is_refused() =>
        Assert.Equal(
            "unknown 'from' and/or 'to' units (xb => kb)", Assert.Throws<PveException>(() => ByteSize.Convert("1", "XB", "kb")).Message);
}
