using System.Globalization;
using System.Text.Json;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Tests.Classes;

/// <summary>A bundle brings a world along, and that is a stranger's too: what it may ask for is counted, so that nobody's patience is needed.</summary>
public sealed class HostileWorldTests
{
    [Theory]
    [InlineData("booted: 2026-03-30T08:12:20+09:00", "booted: 1969-03-30T08:12:20Z", "booted, start: from 1970 to 2199")]
    [InlineData("booted: 2026-03-30T08:12:20+09:00", "booted: 2000-03-30T08:12:20Z", "start: at most 10 years after booted")]
    [InlineData("start: 2026-04-01T09:00:00+09:00", "start: 9999-12-31T23:59:59Z", "booted, start: from 1970 to 2199")]
    [InlineData("start: 2026-04-01T09:00:00+09:00", "start: 2026-03-01T09:00:00+09:00", "start: must not come before booted")]
    [InlineData("cpus: 8", "cpus: 2147483647", "host 'pve1': cpus goes from 1 to 8192")]
    [InlineData("rate: 1400M", "rate: 0", "'0' is no rate; at least 1K a second moves")]
    [InlineData("size: 68G", "size: 999999T", "'999999T' is more than 1024T")]
    [InlineData("linkRate: 118M", "linkRate: ~", "line 21: '~' is nothing; leave the key out, or put the text in quotes")]
    [InlineData("everySeconds: 60", "everySeconds: 0", "workload '/srv/app/orders.log': everySeconds is at least 1")]
    [InlineData("node: pve1", "node: ../pve1", "guest 100: there is no node '../pve1'")]
    [InlineData("local-lvm:vm-", "nowhere:vm-", "storage 'nowhere' does not exist")]
    public void A_world_that_asks_for_too_much_is_refused(string now, string becomes, string why) => Assert.Equal(("unusable-content", why), Refused(w => Replaced(w, now, becomes)));

    [Fact]
    public void A_world_in_which_too_much_happens_before_the_start_is_refused()
    {
        var (code, why) = Refused(w => Replaced(
            Replaced(w, "booted: 2026-03-30", "booted: 2016-05-30"), "\ncluster:\n", "\ncluster:\n  jobs.cfg: \"vzdump: x\\n\\tschedule *:*\\n\\tall 1\\n\\tstorage nas\\n\"\n"));
        Assert.Equal(("unusable-content", "start: too much happens before it, more than 100000 appointments"), (code, why));
    }

    [Fact]
    public void A_world_has_so_many_guests_and_no_more()
    {
        var guests = string.Concat(Enumerable.Range(200, 1_001).Select(i => string.Create(CultureInfo.InvariantCulture, $"  - {{ vmid: {i}, node: pve1, config: \"cores: 1\" }}\n")));
        Assert.Equal(("unusable-content", "guests: at most 1000"), Refused(w => Replaced(w, "\nguests:\n", "\nguests:\n" + guests)));
    }

    private static (string? Code, string? Why) Refused(Func<string, string> change)
    {
        var folder = ClassLab.Find(ClassLab.RestoreTest);
        ContentFile[] files = [folder.File! with { Name = ScenarioContent.Scenario }, folder.World with { Name = ScenarioContent.World, Text = change(folder.World.Text) }];
        var journal = Chained.Of([Chained.Body(Chained.Header).Replace(folder.ContentHash, ScenarioContent.Hash(files), StringComparison.Ordinal)]);
        var bundle = "{\"bundle\":1}\n" + string.Concat(files.Select(f => $"{{\"file\":{JsonSerializer.Serialize(f.Name)},\"text\":{JsonSerializer.Serialize(f.Text)}}}\n")) + journal;
        var refusal = ClassLab.Grade("mallory", bundle).Refusal;
        return (refusal?.Code, refusal?.Detail);
    }

    private static string Replaced(string world, string now, string becomes)
    {
        Assert.Contains(now, world, StringComparison.Ordinal);
        return world.Replace(now, becomes, StringComparison.Ordinal);
    }
}
