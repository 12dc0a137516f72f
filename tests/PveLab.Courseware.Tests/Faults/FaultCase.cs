using System.Globalization;
using System.Text;
using PveLab.Courseware.Attempts;
using PveLab.Sim.Cluster;

namespace PveLab.Courseware.Tests.Faults;

/// <summary>
/// A case of <c>Faults/Cases</c>: what goes wrong (YAML as in a scenario, <c>world:</c> if it is not single-node), a line of dashes, then what is typed. Indented lines say what the terminal must show
/// since the last of them: <c>~ text</c> in this order, <c>! text</c> not at all (after the last line typed), <c>= N</c> for the exit code of that line.
/// </summary>
internal static class FaultCase
{
    private const string Divider = "---\n";

    public static void Play(Library library, string name, string text)
    {
        var split = text.IndexOf(Divider, StringComparison.Ordinal);
        var head = text.StartsWith("world:", StringComparison.Ordinal) ? Library.Head.Replace("world: single-node\n", "", StringComparison.Ordinal) : Library.Head;
        var folder = library.Put(head + text[..split]);
        using var attempt = new Attempt(folder, dialect: Dialect.Pve);
        attempt.Failed = mistake => throw new InvalidOperationException("PveLab's own mistake", mistake);
        attempt.Pull();
        var typed = new List<string>();
        var shown = "";
        var at = 0;
        foreach (var line in text[(split + Divider.Length)..].Split('\n'))
        {
            if (!line.StartsWith(' '))
            {
                typed.Add(line);
                continue;
            }
            if (typed.Count > 0) (shown, at) = (Type(attempt, name, typed), 0);
            typed.Clear();
            var (sign, expected) = (line.Trim()[0], line.Trim()[2..]);
            switch (sign)
            {
                case '~':
                    var found = shown.IndexOf(expected, at, StringComparison.Ordinal);
                    Assert.True(found >= 0, $"{name}: '{expected}' is not in\n{shown}");
                    at = found + expected.Length;
                    break;
                case '!':
                    var last = shown[Math.Max(0, shown.LastIndexOf("root@pve1:", StringComparison.Ordinal))..];
                    Assert.False(last.Contains(expected, StringComparison.Ordinal), $"{name}: '{expected}' is in\n{last}");
                    break;
                case '=':
                    Assert.True(expected == Code(attempt), $"{name}: exit code {Code(attempt)}, not {expected}, after\n{shown}");
                    break;
                default:
                    Assert.Fail($"{name}: what is '{line}'?");
                    break;
            }
        }
        Assert.True(typed.TrueForAll(l => l.Length == 0), $"{name}: nothing is expected of the last lines");
        Assert.Contains(attempt.World.Faults.All, f => f.Status is Sim.Faults.FaultStatus.Present or Sim.Faults.FaultStatus.Ended);
    }

    private static string Code(Attempt attempt) => attempt.Shell.Status.ToString(CultureInfo.InvariantCulture);

    private static string Type(Attempt attempt, string name, List<string> lines)
    {
        var shown = new StringBuilder();
        TranscriptPlayer.Play(attempt, Transcript.Parse(name, string.Join('\n', lines) + "\n"), name, new PlainTerminal(text => shown.Append(text)));
        return shown.ToString();
    }
}
