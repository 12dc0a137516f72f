using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PveLab.Courseware.Tests.Situations;

/// <summary>
/// A situation that real Proxmox VE answers in a known way, as a file of this folder writes it down:
/// <code>
/// = 61 vzdump to an unknown storage
/// @ pve-manager PVE/VZDump.pm new
/// % a line that prepares the situation; what it prints does not matter, but it must succeed
/// $ vzdump 100 --storage nope
/// could not activate storage 'nope': …
/// ! fails
/// </code>
/// Expected lines match to the letter; <c>…</c> stands for any text within a line, a line <c>...</c> for any lines. <c>\</c> at the beginning of an
/// expected line keeps what follows from being read as one of the marks. A line <c>~ world</c> names another world than the transcripts'; <c>* kind: disk-unused, guest: 100, …</c> lets
/// a fault happen there.
/// </summary>
public sealed record Situation
{
    /// <summary>The file it stands in, without extension.</summary>
    public required string File { get; init; }

    /// <summary>Its number and name, <c>61 vzdump to an unknown storage</c>.</summary>
    public required string Title { get; init; }

    /// <summary>Where the real code says it.</summary>
    public required string Source { get; init; }

    /// <summary>The world it happens in.</summary>
    public required string World { get; init; }

    /// <summary>The faults that happen there, as YAML mappings.</summary>
    public ImmutableArray<string> Faults { get; init; } = [];

    /// <summary>The lines that are typed, in order.</summary>
    public required IReadOnlyList<Line> Lines { get; init; }

    /// <summary>A line that is typed.</summary>
    /// <param name="Command">The line.</param>
    /// <param name="Shown">Whether what it prints is part of the situation.</param>
    /// <param name="Expected">The lines it prints.</param>
    /// <param name="Fails">Whether it exits with something else than 0.</param>
    /// <param name="At">The number of the line in the file.</param>
    public sealed record Line(string Command, bool Shown, IReadOnlyList<string> Expected, bool Fails, int At);

    /// <summary>Reads a file of situations.</summary>
    public static IReadOnlyList<Situation> Read(string file, string text)
    {
        var found = new List<Situation>();
        var lines = new List<Line>();
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            switch (raw)
            {
                case ['=', ' ', .. var title]:
                    found.Add(new Situation { File = file, Title = title, Source = "", World = "", Lines = lines = [] });
                    break;
                case ['@', ' ', .. var source]:
                    found[^1] = found[^1] with { Source = source };
                    break;
                case ['~', ' ', .. var world]:
                    found[^1] = found[^1] with { World = world };
                    break;
                case ['*', ' ', .. var fault] when lines.Count == 0:
                    found[^1] = found[^1] with { Faults = found[^1].Faults.Add(fault) };
                    break;
                case ['%' or '$', ' ', .. var command]:
                    lines.Add(new Line(command, raw[0] == '$', [], Fails: false, number));
                    break;
                case "! fails":
                    lines[^1] = lines[^1] with { Fails = true };
                    break;
                default:
                    if (lines.Count > 0 && lines[^1].Shown) lines[^1] = lines[^1] with { Expected = [.. lines[^1].Expected, raw is ['\\', .. var kept] ? kept : raw] };
                    else if (raw.Length > 0 && raw[0] != '#') throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{file}:{number}: {raw}"));
                    break;
            }
        }
        return [.. found.Select(s => s with { Lines = [.. s.Lines.Select(TrimEnd)] })];
    }

    /// <summary>Blank lines between two situations are not expected output.</summary>
    private static Line TrimEnd(Line line) => line.Shown ? line with { Expected = [.. line.Expected.Reverse().SkipWhile(l => l.Length == 0).Reverse()] } : line;

    /// <summary>The pattern that what <paramref name="line"/> prints must match whole, blank lines at the end aside.</summary>
    public static Regex Pattern(Line line) => new(
        "^" + string.Concat(line.Expected.Select(e => e == "..." ? "(?:[^\n]*\n)*?" : Regex.Escape(e).Replace("…", "[^\n]*", StringComparison.Ordinal) + " *\n")) + "\n*$",
        RegexOptions.CultureInvariant);

    /// <summary>The line whose answer names the situation: the first shown one that fails, or else the first that prints something, or else the last.</summary>
    public Line Telling => Lines.FirstOrDefault(l => l is { Shown: true, Fails: true }) ?? Lines.FirstOrDefault(l => l is { Shown: true, Expected.Count: > 0 }) ?? Lines[^1];
}
