using PveLab.Courseware.Attempts;
using PveLab.Courseware.Classes;
using PveLab.Courseware.Classes.Formats;
using PveLab.Courseware.Scenarios;

namespace PveLab;

/// <summary>Looks at the places again and again, grades what is new or changed, and rewrites the report. A file counts once it has kept still for a moment.</summary>
/// <param name="host">The console.</param>
/// <param name="options">What was asked.</param>
/// <param name="room">Where files are graded.</param>
/// <param name="result">Looks at the rows together.</param>
internal sealed class ClassWatch(HostConsole host, GradeOptions options, ClassRoom room, Func<IEnumerable<GradedAttempt>, ClassResult> result)
{
    /// <summary>Between two looks: a file whose size and time are the same at both is not being written any more.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, (long, DateTime)> seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ((long, DateTime) Stamp, GradedAttempt Row)> graded = new(StringComparer.Ordinal);

    private string? trouble;

    /// <summary>Watches until Ctrl+C.</summary>
    public int Run()
    {
        using var ended = new ManualResetEventSlim();
        ConsoleCancelEventHandler interrupt = (_, pressed) =>
        {
            pressed.Cancel = true;
            ended.Set();
        };
        Console.CancelKeyPress += interrupt;
        try
        {
            Look();
            while (!ended.Wait(Pause)) Try(Look);
        }
        finally
        {
            Console.CancelKeyPress -= interrupt;
        }
        return ExitCode.Passed;
    }

    /// <summary>A folder that is gone for a while, on a share for example, ends nothing: it is told once.</summary>
    private void Try(Action look)
    {
        try
        {
            look();
            trouble = null;
        }
        catch (Exception error) when (error is ContentException or IOException or UnauthorizedAccessException)
        {
            if (trouble != error.Message) host.Errors.WriteLine(PlainTerminal.Visible("pvelab: " + error.Message));
            trouble = error.Message;
        }
    }

    private void Look()
    {
        var files = ClassFolder.Find(options.Places);
        var stamps = files.ToDictionary(f => f.Path, f => f.Stamp, StringComparer.Ordinal);
        var gone = graded.Keys.Where(path => !stamps.ContainsKey(path)).ToList();
        foreach (var path in gone) graded.Remove(path);
        var still = files.Where(f => seen.TryGetValue(f.Path, out var before) && before == stamps[f.Path]
            && !(graded.TryGetValue(f.Path, out var known) && known.Stamp == stamps[f.Path])).ToList();
        seen.Clear();
        foreach (var (path, stamp) in stamps) seen[path] = stamp;
        if (still.Count == 0 && gone.Count == 0) return;
        var rows = room.Grade(still);
        for (var i = 0; i < still.Count; i++) graded[still[i].Path] = (stamps[still[i].Path], rows[i]);
        foreach (var row in rows) Tell(row);
        if (!OutputFiles.IsStandard(options.Output)) GradeCommand.Publish(host, result(graded.OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Value.Row)), options);
    }

    private void Tell(GradedAttempt row)
    {
        host.Output.WriteLine(PlainTerminal.Visible(ClassTable.Line(row, options.Language)));
        host.Output.Flush();
    }
}
