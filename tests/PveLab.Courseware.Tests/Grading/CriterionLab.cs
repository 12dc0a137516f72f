using PveLab.Courseware.Attempts;
using PveLab.Courseware.Grading;

namespace PveLab.Courseware.Tests.Grading;

/// <summary>One criterion, and a world in which what is typed is really done before it is judged.</summary>
/// <param name="world">The world's id.</param>
internal sealed class CriterionLab(string world) : IDisposable
{
    private readonly Library library = new();
    private Attempt? attempt;

    /// <summary>The attempt judged last.</summary>
    public Attempt Attempt => attempt!;

    /// <summary>Begins anew with this criterion, types these lines, and judges.</summary>
    public Finding Judge(string criterion, string lines)
    {
        attempt?.Dispose();
        var head = Library.Head.Replace("world: single-node", "world: " + world, StringComparison.Ordinal);
        var folder = library.Put($"{head}criteria:\n  - {{ kind: {criterion}, id: c, points: 1, text: {{ ja: x, en: x }} }}\n");
        attempt = new Attempt(folder) { Failed = mistake => throw new InvalidOperationException("PveLab's own mistake", mistake) };
        Type(lines);
        return JudgeNow();
    }

    /// <summary>Types more lines.</summary>
    public void Type(string lines) => TranscriptPlayer.Play(Attempt, Transcript.Parse("t", lines), "t", new PlainTerminal(static _ => { }));

    /// <summary>Judges as things are now.</summary>
    public Finding JudgeNow() => Attempt.Grade().Results[0].Finding;

    public void Dispose()
    {
        attempt?.Dispose();
        library.Dispose();
    }
}
