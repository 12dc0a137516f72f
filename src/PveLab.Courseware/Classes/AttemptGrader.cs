using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Lessons;
using PveLab.Courseware.Reports;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Cluster;
using PveLab.Sim.Time;

namespace PveLab.Courseware.Classes;

/// <summary>
/// Grades one file by living through it again: a pure function of its text and the scenario, so rows may be made side by side and in any order.
/// Whatever is wrong with a file becomes its row.
/// </summary>
/// <param name="find">Finds a scenario by its id, never by a path; throws a <see cref="ContentException"/> when there is none.</param>
/// <param name="limits">How much an attempt may ask for.</param>
/// <param name="contentHere">Judges attempts that were made on other content of their scenario by the content here, instead of refusing them.</param>
public sealed class AttemptGrader(Func<string, ScenarioFolder> find, GradingLimits limits, bool contentHere = false)
{
    /// <summary>Lines of a file that are no inputs: a bundle's head and files, a journal's header.</summary>
    private const int Around = 16;

    /// <summary>Looking for the names nearest to one takes time.</summary>
    private const int LongestId = 100;

    private const int StuckAfter = 15;
    private const int StuckErrors = 4;

    /// <summary>Grades a file.</summary>
    /// <param name="submission">The file.</param>
    /// <param name="stopped">Asked every so many steps whether the host gives up.</param>
    public GradedAttempt Grade(Submission submission, Func<Stop> stopped)
    {
        var row = new GradedAttempt { File = submission.File, Student = submission.Student };
        if (submission.Text is not { } text) return row with { Refusal = submission.Refusal };
        row = row with { Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))) };
        try
        {
            return Graded(row, submission.File, text, stopped);
        }
        catch (RefusedException refused)
        {
            return row with { Refusal = refused.Refusal };
        }
        catch (GradingLimitException exceeded)
        {
            return row with { Refusal = new Refusal(RefusalKind.TooMuchWork, exceeded.Message) };
        }
        catch (GradingStoppedException stop)
        {
            return row with { Refusal = new Refusal(stop.Why == Stop.Memory ? RefusalKind.TooLarge : RefusalKind.TooLong, "grading it was given up") };
        }
#pragma warning disable CA1031 // A file costs only itself, whatever it does to us: the others are graded all the same.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return row with { Refusal = new Refusal(RefusalKind.Crashed, error.GetType().Name + ": " + error.Message) };
        }
    }

    private GradedAttempt Graded(GradedAttempt row, string file, string text, Func<Stop> stopped)
    {
        if (text.AsSpan().Count('\n') > limits.Inputs + Around) throw ReplayWatch.Exceeded($"more than {limits.Inputs} inputs");
        var opened = Open(file, text);
        var watch = new ReplayWatch(limits, stopped);
        watch.Begin(opened.Journal);
        var failures = new List<string>();
        var unplayable = opened.IsCarried ? RefusalKind.UnusableContent : RefusalKind.Impossible;
        using var attempt = Try(unplayable, () => Replay.Begin(opened.Played, opened.Folder, file, error => failures.Add(error.GetType().Name)));
        Try(RefusalKind.Impossible, () => Replay.Through(attempt, Replay.Moments(attempt, opened.Played, file), watch.Shown, watch.Given));
        var report = Report.Of(attempt) with { Header = opened.Journal.Header };
        var activity = ActivityOf(opened.Journal, attempt, report, watch);
        return row with
        {
            Report = report,
            JudgedBy = opened.Folder.ContentHash,
            Activity = activity,
            Remarks = [.. opened.Remarks, .. Remarks(opened.Journal, failures, activity)],
        };
    }

    /// <summary>Decides by which content a file is judged: what it was made on, if that is here or came along, or else what is here.</summary>
    private Opened Open(string file, string text)
    {
        var bundled = Bundle.IsBundle(text);
        var (journal, carried) = Parsed(() => bundled ? Bundle.Read(file, text) : (Journal.Parse(file, text), null!));
        if (bundled && carried.ContentHash != journal.Header.Content)
            throw new RefusedException(new Refusal(RefusalKind.Tampered, "the content that came along is not what the journal was made on"));
        var (here, missing) = Here(journal.Header.Scenario);
        if (here is not null && here.HashOf(journal.Header.Format) == journal.Header.Content) return new Opened(journal, here, []);
        if (here is not null && contentHere)
            return new Opened(journal, here, [Say("別の内容のシナリオで作られ、いまの内容で採点しました", "made on other content of the scenario and judged by the content here")]);
        if (bundled)
        {
            Try(RefusalKind.UnusableContent, () => carried.Variant(journal.Header.Seed));
            return new Opened(journal, carried, [ByCarried(here)]) { IsCarried = true };
        }
        throw new RefusedException(missing ?? new Refusal(RefusalKind.OtherContent, $"scenario '{here!.Id}' has changed since; --content here judges it by the scenario as it is now"));
    }

    private (ScenarioFolder? Folder, Refusal? Missing) Here(string id)
    {
        if (id.Length > LongestId) return (null, new Refusal(RefusalKind.UnknownScenario, "its name is too long"));
        try
        {
            return (find(id), null);
        }
        catch (ContentException error)
        {
            return (null, new Refusal(RefusalKind.UnknownScenario, $"'{SafeText.Clean(id)}': {error.Problem}"));
        }
    }

    private static LocalText ByCarried(ScenarioFolder? here) => here is null
        ? Say("ここにないシナリオです。ファイルに付いてきた内容で採点しました", "the scenario is not known here; judged by the content that came with the file")
        : Say("ここのシナリオとは内容が違います。ファイルに付いてきた内容で採点しました", "not the content that is here; judged by the content that came with the file");

    private static T Parsed<T>(Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (ContentException error)
        {
            throw new RefusedException(new Refusal(error.Problem == Journal.Changed ? RefusalKind.Tampered : RefusalKind.NoJournal, Place(error)));
        }
    }

    private static T Try<T>(RefusalKind kind, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (ContentException error)
        {
            throw new RefusedException(new Refusal(kind, Place(error)));
        }
    }

    private static string Place(ContentException error) => error.Line > 0 ? FormattableString.Invariant($"line {error.Line}: {error.Problem}") : error.Problem;

    private static Activity ActivityOf(Journal journal, Attempt attempt, Report report, ReplayWatch watch)
    {
        var inputs = journal.Effective.Select(l => l.Entry.Input).ToList();
        var since = SinceProgress(report, watch.Moments);
        var error = watch.MostRepeated is { } repeated ? repeated with { Text = SafeText.Clean(repeated.Text) } : null;
        return new Activity
        {
            Lines = [.. journal.Effective.SelectMany(l => LinesOf(l.Entry.Input).Select(text => new TypedLine(l.Number, SafeText.Clean(text))))],
            Values = attempt.Variant.Values,
            Hints = [.. inputs.OfType<Input.HintBought>().Select(h => h.Hint)],
            HintCount = attempt.Scenario.Hints.Count,
            Quizzes = inputs.OfType<Input.QuizAnswer>().GroupBy(q => SafeText.Clean(q.Quiz), StringComparer.Ordinal)
                .ToImmutableSortedDictionary(g => g.Key, g => g.Last().Option, StringComparer.Ordinal),
            Inputs = inputs.Count,
            SinceProgress = since,
            Error = error,
            Wall = WallTimes.Of(journal),
            IsStuck = !report.Grade.Passed && (since >= StuckAfter || error?.Count >= StuckErrors),
        };
    }

    private static string[] LinesOf(Input input) => input switch
    {
        Input.Line { Text: var text } => text.Split('\n'),
        Input.FileSaved { Text: var text } => text.Split('\n'),
        Input.ApiCall call => [$"{call.Verb} {call.Path} {string.Join(' ', call.Parameters.Select(p => $"{p.Key}={p.Value}"))}".Replace('\n', ' ')],
        _ => [],
    };

    private static int SinceProgress(Report report, IReadOnlyList<Instant> moments)
    {
        var progress = (from result in report.Grade.Results
                        where result.Finding.Met
                        from evidence in result.Finding.Evidence
                        select evidence.At).Max(at => at?.Milliseconds);
        return moments.Count(m => progress is null || m.Milliseconds > progress);
    }

    private static IEnumerable<LocalText> Remarks(Journal journal, List<string> failures, Activity activity)
    {
        if (journal.Cut) yield return Say("最後の行が書きかけのため、除いて採点しました", "the last line is not whole and was left out");
        if (journal.Header.Program != ProgramVersion.Text)
        {
            var made = SafeText.Clean(journal.Header.Program);
            yield return Say($"PveLab {made} で作られています（ここは {ProgramVersion.Text}）", $"made with PveLab {made}; this is {ProgramVersion.Text}");
        }
        if (failures.Count > 0)
            yield return Say($"再生中に PveLab の内部エラーがありました（{failures[0]}）", $"PveLab itself failed while it was replayed ({failures[0]})");
        foreach (var remark in activity.Wall.Remarks()) yield return remark;
    }

    private static LocalText Say(string ja, string en) => new() { Ja = ja, En = en };

    /// <summary>A file that can be replayed.</summary>
    /// <param name="Journal">What was done.</param>
    /// <param name="Folder">The content it is judged by.</param>
    /// <param name="Remarks">What has to be said about that.</param>
    private sealed record Opened(Journal Journal, ScenarioFolder Folder, ImmutableArray<LocalText> Remarks)
    {
        /// <summary>Whether that content came along with the file.</summary>
        public bool IsCarried { get; init; }

        /// <summary>The journal as if it had been made on that content.</summary>
        public Journal Played => Journal with { Header = Journal.Header with { Content = Folder.ContentHash, Format = JournalHeader.NewestFormat } };
    }

    private sealed class RefusedException(Refusal refusal) : Exception(refusal.Detail)
    {
        public Refusal Refusal { get; } = refusal;
    }
}
