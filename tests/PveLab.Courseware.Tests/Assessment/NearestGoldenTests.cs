using PveLab.Courseware.Assessment;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Reports;
using PveLab.Courseware.Scenarios;
using PveLab.Testing;

namespace PveLab.Courseware.Tests.Assessment;

public sealed class NearestGoldenTests
{
    [Fact]
    public void The_first_step_that_is_missing_is_told_in_words_and_its_line_only_when_the_attempt_is_over_or_all_hints_are_bought()
    {
        using var attempt = Played("pvenode task log $(tail -n 1 /var/log/pve/tasks/index | cut -d ' ' -f 1)", "qm stop 110");
        var parting = NearestGolden.Of(attempt, over: false)!;
        Assert.Equal(("a change to a guest's configuration", "qm stop 110", null), (parting.Missing.En, parting.Instead, parting.Line));
        Assert.Contains("110.conf", NearestGolden.Of(attempt, over: true)!.Line, StringComparison.Ordinal);
        for (var i = 0; i < attempt.Scenario.Hints.Count; i++) attempt.Submit(new Input.HintBought(i));
        Assert.NotNull(NearestGolden.Of(attempt, over: false)!.Line);
        Golden.Verify(TextReport.Write(Report.WithParting(attempt, over: true), "ja"), "parting.ja");
    }

    [Fact]
    public void What_came_of_a_step_counts_and_not_how_it_was_typed()
    {
        using var attempt = Played("pvenode task log $(tail -n 1 /var/log/pve/tasks/index | cut -d ' ' -f 1)", "qm unlock 110", "pvesh create /nodes/pve1/vzdump --vmid 110 --storage nas");
        Assert.Equal("a run of the scheduled job", NearestGolden.Of(attempt, over: false)!.Missing.En);
        attempt.Submit(new Input.Advance(TimeSpan.FromHours(13)));
        while (attempt.IsRunning) attempt.Pull();
        Assert.Null(NearestGolden.Of(attempt, over: false));
    }

    private static Attempt Played(params string[] lines)
    {
        var attempt = new Attempt(ScenarioLibrary.Shipped.FindById("ch08-stale-lock"));
        foreach (var line in lines)
        {
            attempt.Submit(new Input.Line(line));
            while (attempt.IsRunning) attempt.Pull();
        }
        return attempt;
    }
}
