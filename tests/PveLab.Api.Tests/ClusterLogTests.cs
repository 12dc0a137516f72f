using System.Text.Json.Nodes;
using PveLab.Sim.Cluster;
using PveLab.Sim.Services;
using PveLab.Testing;

namespace PveLab.Api.Tests;

public sealed class ClusterLogTests
{
    private readonly Datacenter world = ReplicationLab.Build(jobs: false);

    [Fact]
    public void It_has_what_was_told_for_a_user_on_every_node_newest_first()
    {
        world.Node("pve1").Journal.Write("pvedaemon", 11, "<root@pam> starting task UPID:x");
        world.Node("pve2").Journal.Write("systemd", 1, "Started something.");
        world.Clock.AdvanceTo(world.Clock.Now + TimeSpan.FromSeconds(1));
        world.Node("pve2").Journal.Write("qm", 12, "<root@pam> end task UPID:x failed", Priority.Error);
        var rows = Log();
        Assert.Equal(["end task UPID:x failed", "starting task UPID:x"], rows.Take(2).Select(r => (string)r["msg"]!));
        Assert.Equal(["pve2", "pve1"], rows.Take(2).Select(r => (string)r["node"]!));
        Assert.Equal((3, "qm", 12L, "root@pam"), ((int)rows[0]["pri"]!, (string)rows[0]["tag"]!, (long)rows[0]["pid"]!, (string)rows[0]["user"]!));
        Assert.DoesNotContain(rows, r => ((string)r["msg"]!).Contains("Started", StringComparison.Ordinal));
        Assert.Equal(rows.Count, rows.Select(r => (string)r["id"]!).Distinct().Count());
    }

    [Fact]
    public void It_has_fifty_entries_unless_more_or_fewer_are_asked_for()
    {
        for (var i = 0; i < 60; i++) world.Node("pve1").Journal.Write("pvedaemon", 11, FormattableString.Invariant($"<root@pam> entry {i}"));
        Assert.Equal(50, Log().Count);
        Assert.Equal("entry 59", (string)Log(("max", "1"))[0]["msg"]!);
        Assert.True(Log(("max", "100")).Count >= 60);
    }

    private List<JsonObject> Log(params (string, string)[] parameters)
    {
        var given = new JsonObject();
        foreach (var (key, value) in parameters) given[key] = value;
        return [.. ApiCatalogue.Tree.Invoke(Verb.Get, "/cluster/log", new ApiCall { Datacenter = world, LocalNode = "pve1", Parameters = given })!.AsArray().OfType<JsonObject>()];
    }
}
