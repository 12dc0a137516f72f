using System.Text;
using CsCheck;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Reports;
using PveLab.Courseware.Scenarios;
using PveLab.Testing;

namespace PveLab.Courseware.Tests.Properties;

/// <summary>What holds whatever a learner types.</summary>
public sealed class RandomSessionTests
{
    private const string Single = "ch08-restore-test";
    private const string Cluster = "three-nodes";

    [Fact]
    public void The_world_stays_whole_under_any_session() => RandomSession.Sessions.Holds(moves => StaysWhole(Single, moves), cases: 40, print: Print);

    [Fact]
    public void A_cluster_stays_whole_under_any_session() => ClusterSession.Sessions.Holds(moves => StaysWhole(Cluster, moves), cases: 15, print: Print);

    [Fact]
    public void A_journal_replays_to_the_same_output_and_report() => RandomSession.Sessions.Holds(moves => Replays(Single, moves), cases: 8, print: Print);

    [Fact]
    public void A_journal_of_a_cluster_replays_to_the_same_output_and_report() => ClusterSession.Sessions.Holds(moves => Replays(Cluster, moves), cases: 5, print: Print);

    private static void StaysWhole(string scenario, Move[] moves)
    {
        using var attempt = Begin(scenario);
        var ledger = new Ledger(attempt.World);
        RandomSession.Play(attempt, moves, output =>
        {
            ledger.Watch();
            if (output is Output.Err { Text: var text }) Assert.DoesNotContain("something went wrong", text, StringComparison.Ordinal);
        });
        ledger.Settle();
    }

    private static void Replays(string scenario, Move[] moves)
    {
        using var text = new StringWriter();
        using var attempt = Begin(scenario);
        using var journal = new JournalWriter(text, JournalHeader.Of(attempt));
        attempt.Recorded = journal.Append;
        var (seen, again) = (new StringBuilder(), new StringBuilder());
        RandomSession.Play(attempt, moves, output => RandomSession.Show(seen, output));
        using var replayed = Replay.Of(Journal.Parse("journal", text.ToString()), attempt.Folder, "journal", output => RandomSession.Show(again, output));
        Assert.Equal(seen.ToString(), again.ToString());
        Assert.Equal(JsonReport.Write(Report.Of(attempt), "en"), JsonReport.Write(Report.Of(replayed), "en"));
        Assert.Equal(attempt.World.Facts.All, replayed.World.Facts.All);
    }

    private static Attempt Begin(string scenario) => new(ScenarioLibrary.Shipped.Find(scenario))
    {
        Failed = mistake => throw new InvalidOperationException("PveLab's own mistake", mistake),
    };

    private static string Print(Move[] moves) => string.Join('\n', moves.Select(m => m.ToString()));
}
