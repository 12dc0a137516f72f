using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Faults;

namespace PveLab.Courseware.Tests.Faults;

/// <summary>What an author is told who mistypes a fault.</summary>
public sealed class FaultReadingTests : IDisposable
{
    private readonly Library library = new();

    public void Dispose() => library.Dispose();

    [Theory]
    [InlineData("kind: storage-ful\n    storage: nas", "6:11: unknown kind 'storage-ful'; did you mean 'storage-full'?")]
    [InlineData("storage: nas", "6:5: a fault needs a kind; known are ")]
    [InlineData("kind: storage-full\n    storge: nas", "7:5: unknown key 'storge'; did you mean 'storage'?")]
    [InlineData("kind: storage-full\n    storage: nos", "7:14: no storage is called 'nos'; did you mean 'nas'?")]
    [InlineData("kind: nfs-down\n    storage: local", "7:14: 'nfs-down' is for storages of type nfs; 'local' is dir")]
    [InlineData("kind: storage-full\n    storage: nas\n    free: much", "8:11: 'much' is no size; write for example 32G or 500M")]
    [InlineData("kind: guest-lock\n    guest: 101", "7:12: there is no guest 101; did you mean '100'?")]
    [InlineData("kind: guest-lock\n    guest: 100\n    when: { event: backup-start }", "8:11: no event is called 'backup-start'; did you mean 'backup-started'?")]
    [InlineData("kind: guest-lock\n    guest: 100\n    when: { after: soon }", "8:11: 'soon' is no time; write for example 30s, 10m, 2h or 1d")]
    [InlineData("kind: guest-lock\n    guest: 100\n    when: { event: transfer-reached }", "8:11: percent belongs to event transfer-reached, and that needs it")]
    [InlineData("kind: guest-lock\n    guest: 100\n    until: { }", "8:12: say when it ends: at, after or event")]
    [InlineData("kind: guest-lock\n    guest: 100\n    probability: 0", "8:18: a probability is from 1 to 100 (percent)")]
    [InlineData("kind: archive-corrupt\n    storage: nas\n    guest: 100\n    until: { after: 1m }", "9:12: 'archive-corrupt' does not end by itself: leave 'until' out")]
    public void A_mistake_is_named_with_its_place(string fault, string complaint)
    {
        var error = Assert.Throws<ContentException>(() =>
        {
            using var attempt = new Attempt(library.Put(Library.Head + "faults:\n  - " + fault + "\n"));
        });
        Assert.StartsWith("scenarios/test/scenario.yaml:" + complaint, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_and_every_parameter_is_told_in_words()
    {
        Assert.Equal(FaultCatalogue.Kinds.Keys.Append("common").Order(StringComparer.Ordinal), FaultTexts.All.Keys);
        foreach (var (kind, record) in FaultCatalogue.Kinds)
            Assert.Equal(FaultParameters.Of(record).Select(p => p.Name).Order(StringComparer.Ordinal), FaultTexts.All[kind].Parameters.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Chance_decides_by_the_seed_alone()
    {
        var folder = library.Put(Library.Head + "faults:\n  - kind: guest-lock\n    guest: 100\n    probability: 50\n");
        bool Happens(ulong seed)
        {
            using var attempt = new Attempt(folder, seed);
            return attempt.World.Faults.All[0].Status == FaultStatus.Present;
        }
        var seeds = Enumerable.Range(1, 20).Select(s => Happens((ulong)s)).ToList();
        Assert.Contains(true, seeds);
        Assert.Contains(false, seeds);
        Assert.Equal(seeds, Enumerable.Range(1, 20).Select(s => Happens((ulong)s)));
    }
}
