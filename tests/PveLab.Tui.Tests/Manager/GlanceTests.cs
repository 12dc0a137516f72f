using System.Collections.Immutable;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Reports;
using PveLab.Courseware.Scenarios;
using PveLab.Courseware.Variants;
using PveLab.Sim;
using PveLab.Tui.Lab;
using PveLab.Tui.Manager;
using PveLab.Tui.Manager.Pages;

namespace PveLab.Tui.Tests.Manager;

/// <summary>What a screen reads must never decide what happens: a journal holds no glance, and its replay must come to the same world.</summary>
public sealed class GlanceTests
{
    [Theory]
    [InlineData("ch08-restore-test", 1)]
    [InlineData("ch08-nas-down", 1)]
    [InlineData("ch08r-ha-failover", 12)]
    public void Glancing_at_every_page_again_and_again_changes_nothing_that_happens(string scenario, int every)
    {
        var (blind, curious) = (Lived(scenario, int.MaxValue), Lived(scenario, every));
        Assert.Equal(blind.Output, curious.Output);
        Assert.Equal(blind.Facts, curious.Facts);
        Assert.Equal(blind.Report, curious.Report);
    }

    [Fact]
    public void A_glance_is_refused_like_any_call_where_the_API_refuses()
    {
        using var attempt = new Attempt(ScenarioLibrary.Shipped.Find("ch08-restore-test"));
        Assert.Equal("storage 'nope' does not exist", Assert.Throws<PveException>(() => attempt.Read("/nodes/pve1/storage/nope/content")).Message);
        Assert.Empty(attempt.World.Facts.All);
        Assert.False(attempt.World.Clock.IsGlance);
    }

    private static (string Output, string Facts, string Report) Lived(string id, int every)
    {
        var folder = ScenarioLibrary.Shipped.Find(id);
        using var attempt = new Attempt(folder);
        var text = ScenarioLibrary.ReadText(Path.Combine(ContentRoot.Scenarios, id, "golden.txt"), "golden.txt").Text;
        var transcript = Transcript.Parse("golden.txt", Placeholders.Fill("golden.txt", text, attempt.Variant.Values));
        var output = new System.Text.StringBuilder();
        var lines = new Curious(attempt, transcript, every);
        new AttemptDriver(attempt, lines, new PlainTerminal(piece => output.Append(piece))).Run();
        return (output.ToString(), string.Join('\n', attempt.World.Facts.All), TextReport.Write(Report.Of(attempt), "en"));
    }

    /// <summary>Plays a transcript and looks at everything before every so many lines.</summary>
    private sealed class Curious(Attempt attempt, Transcript transcript, int every) : LineSource
    {
        private int lines;

        private readonly TranscriptPlayer player = new(attempt, transcript, "golden.txt");

        public override TranscriptLine? Next(LinePlace place)
        {
            if (++lines % every == 0) LookAtEverything(attempt);
            return player.Next(place);
        }

        public override bool Interrupts() => player.Interrupts();
    }

    private static void LookAtEverything(Attempt attempt)
    {
        var cells = new CellContext(Language.En, attempt.World.Zone, attempt.World.Clock.Now.UnixSeconds);
        var places = PlaceTree.Of(attempt.Read(ManagerReads.Resources), attempt.Read(ManagerReads.Pools));
        attempt.Read(ManagerReads.Tasks);
        foreach (var place in places)
        {
            var context = new PageContext(place, places, ImmutableSortedDictionary<string, ApiAnswer>.Empty, cells);
            foreach (var path in PageCatalogue.Of(place).SelectMany(page => page.Reads(context)).Distinct())
            {
                try
                {
                    attempt.Read(path);
                }
                catch (PveException)
                {
                    // What is refused is refused without a trace too.
                }
            }
        }
    }
}
