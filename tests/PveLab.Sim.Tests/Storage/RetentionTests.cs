using CsCheck;
using PveLab.Sim.Storage;
using PveLab.Sim.Time;
using PveLab.Testing;

namespace PveLab.Sim.Tests.Storage;

public sealed class RetentionTests
{
    private const long Day = 86_400;
    private const long Noon = 1_767_268_800; // 2026-01-01 12:00 UTC

    private static readonly Gen<(long, PruneMark?)[]> AnyBackups =
        Gen.Select(Gen.Long[Noon, Noon + 400 * Day], Gen.Bool, (ctime, isProtected) => (ctime, isProtected ? PruneMark.Protected : (PruneMark?)null))
            .Array[0, 40];

    [Fact]
    public void The_newest_of_each_day_is_kept()
    {
        var marks = new Retention { Daily = 2 }.Mark([(Noon, null), (Noon + 60, null), (Noon + Day, null), (Noon - Day, null)], Zone.Utc);
        Assert.Equal([PruneMark.Remove, PruneMark.Keep, PruneMark.Keep, PruneMark.Remove], marks);
    }

    [Fact]
    public void A_day_ends_by_the_clock_of_the_node()
    {
        (long, PruneMark?)[] backups = [(Noon + 2 * 3600, null), (Noon + 4 * 3600, null)];
        Assert.Equal([PruneMark.Remove, PruneMark.Keep], new Retention { Daily = 5 }.Mark(backups, Zone.Utc));
        Assert.Equal([PruneMark.Keep, PruneMark.Keep], new Retention { Daily = 5 }.Mark(backups, Zone.Find("Asia/Tokyo")!));
    }

    [Fact]
    public void Protected_backups_are_never_counted_as_kept()
    {
        var marks = new Retention { Last = 1 }.Mark([(Noon + 60, PruneMark.Protected), (Noon, null), (Noon - 60, null)], Zone.Utc);
        Assert.Equal([PruneMark.Protected, PruneMark.Keep, PruneMark.Remove], marks);
    }

    [Fact]
    public void No_option_above_zero_keeps_everything() => AnyBackups.Holds(backups =>
        Assert.DoesNotContain(PruneMark.Remove, new Retention { Last = 0 }.Mark(backups, Zone.Utc)));

    [Fact]
    public void Keep_last_keeps_so_many_and_never_touches_protected_ones() => AnyBackups.Holds(backups =>
    {
        var distinct = backups.Where(backup => backup.Item2 is null).Select(backup => backup.Item1).Distinct().Count();
        var marks = new Retention { Last = 3 }.Mark(backups, Zone.Utc);
        Assert.Equal(Math.Min(3, distinct), marks.Count(mark => mark == PruneMark.Keep));
        Assert.Equal(backups.Select(backup => backup.Item2 is not null), marks.Select(mark => mark == PruneMark.Protected));
    });

    [Theory]
    [InlineData("keep-last=3,keep-daily=7", "keep-daily=7,keep-last=3")]
    [InlineData("keep-hourly=24,,keep-all=0", "keep-hourly=24")]
    [InlineData("keep-daily=7,keep-last=0", "keep-daily=7,keep-last=0")]
    [InlineData("keep-last=0", "keep-all=1")]
    [InlineData("keep-all=yes", "keep-all=1")]
    [InlineData("", "keep-all=1")]
    public void Options_are_printed_sorted(string text, string printed) => Assert.Equal(printed, Retention.Parse(text).ToString());

    [Fact]
    public void The_backup_log_sets_a_blank_after_each_comma() =>
        Assert.Equal("keep-daily=7, keep-last=3", Retention.Parse("keep-last=3,keep-daily=7").Describe());

    [Theory]
    [InlineData("keep-all=1,keep-last=3", "keep-all cannot be set together with other options.")]
    [InlineData("keep-last=1,keep-last=2", "duplicate key in comma-separated list property: keep-last")]
    [InlineData("3", "value without key, but schema does not define a default key")]
    [InlineData("keep-last=", "missing key in comma-separated list property")]
    [InlineData("keep-last=x", "format error\nkeep-last: type check ('integer') failed - got 'x'")]
    [InlineData("keep-last=-1,keep-foo=1",
        "format error\nkeep-foo: property is not defined in schema and the schema does not allow additional properties\n"
        + "keep-last: value must have a minimum value of 0")]
    public void A_broken_retention_is_refused_in_the_real_words(string text, string message) =>
        Assert.Equal(message, Assert.Throws<PveException>(() => Retention.Parse(text)).Message);
}
