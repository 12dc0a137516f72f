using PveLab.Courseware.Assessment;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Grading;
using PveLab.Courseware.Reports;
using PveLab.Shell;
using PveLab.Tui.Machines;

namespace PveLab.Tui.Lab;

/// <summary>Takes from an attempt what the screen shows of it.</summary>
internal static class AttemptStates
{
    /// <summary>The screen's state of an attempt.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="model">What is shown now.</param>
    /// <param name="exam">The exam it is a task of.</param>
    /// <param name="ways">The golden transcripts' ways, when the grade is looked at: then it tells where the attempt parted from the nearest.</param>
    public static AttemptState Of(Attempt attempt, LabModel model, ExamSitting? exam, PlayedWays? ways)
    {
        var language = model.Language.Code();
        var zone = attempt.World.Zone;
        var now = attempt.World.Clock.Now.UnixSeconds;
        var state = model.Attempt with
        {
            Scenario = attempt.Scenario.Id,
            Title = attempt.Scenario.Title.In(language),
            Story = attempt.Scenario.Story.In(language),
            Clock = $"{zone.Stamp(now)} {zone.AbbreviationAt(now)}",
            Node = attempt.Shell.Node.Name,
            SeveralNodes = attempt.World.Nodes.Count > 1,
            Running = attempt.IsRunning,
            Prompt = attempt.IsRunning ? null : attempt.Asking?.Prompt ?? attempt.Prompt,
            Hidden = attempt.Asking?.Kind == AskKind.HiddenLine,
            WantsKeys = attempt.Asking?.Kind == AskKind.Key,
            Screen = attempt.IsRunning || attempt.Asking?.Kind == AskKind.Key ? model.Attempt.Screen : null,
            History = attempt.Shell.History.Lines,
            Exam = exam?.State,
            Machines = model.Overlay == Overlay.Machines ? MachineState.Of(attempt.World) : [],
        };
        // Judging reads every fact: it is done when the learner may look, not for every line a program prints.
        if (exam is not null) return state with { Report = exam.Result is { } result ? ExamSheet.Of(result, language) : [] };
        return attempt.IsRunning ? state : Graded(attempt, state, model.Language, ways);
    }

    private static AttemptState Graded(Attempt attempt, AttemptState state, Language spoken, PlayedWays? ways)
    {
        var language = spoken.Code();
        var report = Report.Of(attempt) with { Parting = ways?.Ways is { } known ? NearestGolden.Of(attempt, known, over: false) : null };
        return state with
        {
            Criteria = [.. report.Grade.Results.Select(r => Line(r, language))],
            Points = report.Grade.Points,
            PointsTotal = report.Grade.MaxPoints,
            Passed = report.Grade.Results.Length > 0 && report.Grade.Passed,
            Hints = [.. Bought(attempt).Select(h => attempt.Scenario.Hints[h].Text.In(language))],
            NextHintCost = NextHint(attempt) is { } next ? attempt.Scenario.Hints[next].Cost : null,
            Coach = Coach.Of(attempt, report.Grade),
            Report = ReportSheet.Of(report, language, ways is { Ways: null } ? Texts.In(spoken).Comparing : null),
        };
    }

    /// <summary>The hint that would be bought next: hints are a ladder, taken in order.</summary>
    public static int? NextHint(Attempt attempt) =>
        Bought(attempt).Count is var bought && bought < attempt.Scenario.Hints.Count ? bought : null;

    private static List<int> Bought(Attempt attempt) =>
        [.. attempt.Entries.Select(e => e.Input).OfType<Input.HintBought>().Select(h => h.Hint).Distinct().Order()];

    private static CriterionLine Line(CriterionResult result, string language) => new(
        result.Criterion.Id,
        result.Criterion.Text.In(language),
        result.Finding.Met ? Standing.Met : Standing.Open,
        result.Criterion.Points,
        result.Criterion.Required);
}
