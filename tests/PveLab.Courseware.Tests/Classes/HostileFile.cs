using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using CsCheck;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Lessons;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Tests.Classes;

/// <summary>Files that somebody might hand in who wants to break the grading: real journals and bundles, spoilt in one to three places.</summary>
internal static class HostileFile
{
    private const int Longest = 400_000;

    /// <summary>Steps after which a line is broken off.</summary>
    private const int Patience = 2_000;

    /// <summary>What is put in the place of something harmless, by what it stands for (<c>hostile.json</c>).</summary>
    private static readonly Dictionary<string, string[]> Arsenal =
        JsonSerializer.Deserialize<Dictionary<string, string[]>>(File.ReadAllText(Path.Combine(Here(), "hostile.json")))!;

    /// <summary>A place in something, from its beginning (0) to its end (1).</summary>
    private static readonly Gen<double> Place = Gen.Int[0, 10_000].Select(i => i / 10_000.0);

    private static readonly Gen<string> Raw = Gen.OneOf(
        "\0", "\u001B[2J", "\n", "\r", "\uD800", "\uDC00", "\uFFFE", "\uFEFF", "\"", "\\", "{", "}", "[", "]", ",", ":", "é", "null", "\\u0000", "\\ud800", "- ", "  ", "&a ", "*a", "!x ");

    private static readonly Lazy<string[]> Journals = new(() =>
    [
        ClassLab.Journal(ClassLab.Golden(), began: ClassLab.Monday),
        ClassLab.Journal(["#! hint 1", .. ClassLab.Golden().Take(9), "less /etc/pve/storage.cfg", "ls /root"], began: ClassLab.Monday),
        ClassLab.Journal(ClassLab.Golden("ch08r-first-job").Take(12), "ch08r-first-job"),
        ClassLab.Journal(["qm list", "for i in 1 2 3; do sleep 20; date; done", "vzdump 100 --storage nas"]),
    ]);

    private static readonly string[] Scenarios = [ClassLab.RestoreTest, "ch08-fills-during-backup", "ch08r-first-job", "ch08r-ha-failover", "ch08-silent-failure"];

    private static readonly Gen<string> Scenario = Gen.Int[0, Scenarios.Length - 1].Select(i => Scenarios[i]);

    private static readonly Gen<string> Value = Gen.Frequency(
        (12, Of("values")), (1, Gen.Int[1, Longest].Select(n => new string('9', n))),
        (1, Gen.Int[1, 20_000].Select(n => new string('[', n))), (1, Gen.Int[1, 60_000].Select(n => string.Concat(Enumerable.Repeat("../", n)))));

    private static readonly Gen<string> Nested =
        from pair in Of("pairs")
        from deep in Gen.Int[2, 4_000]
        from inner in Gen.OneOf("true", "echo x", "qm list")
        let cut = pair.IndexOf('|', StringComparison.Ordinal)
        select string.Concat(Enumerable.Repeat(pair[..cut], deep)) + inner + string.Concat(Enumerable.Repeat(pair[(cut + 1)..], deep));

    private static readonly Gen<string> Typed = Gen.Frequency(
        (8, Of("lines")), (2, Nested),
        (1, Gen.Select(Of("lines"), Of("lines"), Gen.OneOf(" | ", "; ", " && ", " & ", "\n"), (a, b, join) => a + join + b)),
        (1, Gen.Int[1, Longest].Select(n => "echo " + new string('x', n))), (1, Value.Select(v => "cat " + v)),
        (1, Gen.Select(Gen.OneOf("qm set 100 --name ", "pvesm add dir ", "vzdump ", "ls ", "cd ", "qm "), Value, (a, b) => a + b)));

    private static readonly Gen<string> Entry = Gen.Frequency((3, Of("entries")), (4, Typed.Select(Chained.Line)));

    /// <summary>A change of some lines that leaves a list of lines.</summary>
    private static Gen<Func<List<string>, List<string>>> Shuffled(Gen<string> fresh) =>
        from what in Gen.Int[0, 5]
        from at in Place
        from other in Place
        from line in fresh
        select new Func<List<string>, List<string>>(lines =>
        {
            if (lines.Count == 0) return [line];
            var (i, j) = ((int)(at * (lines.Count - 1)), (int)(other * (lines.Count - 1)));
            switch (what)
            {
                case 0: lines.RemoveAt(i); break;
                case 1: lines.Insert(i, lines[j]); break;
                case 2: (lines[i], lines[j]) = (lines[j], lines[i]); break;
                case 3: lines.RemoveRange(i, lines.Count - i); break;
                case 4: lines.InsertRange(i, Enumerable.Repeat(lines[j], 300)); break;
                default: lines.Insert(i, line); break;
            }
            return lines;
        });

    /// <summary>Puts something else in the place of what stands behind a colon: in JSON a scalar, in YAML the rest of a line.</summary>
    private static Gen<Func<List<string>, List<string>>> Replaced(Func<string, string, string> put) =>
        from at in Place
        from value in Value
        select new Func<List<string>, List<string>>(lines =>
        {
            if (lines.Count == 0) return lines;
            var i = (int)(at * (lines.Count - 1));
            lines[i] = put(lines[i], value);
            return lines;
        });

    private static Gen<Func<List<string>, List<string>>> Spoilt =>
        from at in Place
        from share in Place
        from raw in Raw
        from cut in Gen.Int[0, 3]
        select new Func<List<string>, List<string>>(lines =>
        {
            if (lines.Count == 0) return lines;
            var i = (int)(at * (lines.Count - 1));
            var place = (int)(share * lines[i].Length);
            lines[i] = lines[i][..place] + raw + lines[i][Math.Min(lines[i].Length, place + cut)..];
            return lines;
        });

    /// <summary>Most leave the header alone, or nothing behind it would ever be looked at.</summary>
    private static readonly Gen<Func<List<string>, List<string>>> JournalChange = Gen.Frequency((1, LineChange()), (9, LineChange().Select(Behind)));

    private static Gen<Func<List<string>, List<string>>> LineChange() =>
        Gen.Frequency((16, Shuffled(Entry.Select(e => $"{{\"n\":1,{e}}}"))), (4, Replaced(InJson)), (1, Spoilt));

    private static Func<List<string>, List<string>> Behind(Func<List<string>, List<string>> change) => lines => lines.Count == 0 ? change(lines) : [lines[0], .. change(lines[1..])];

    private static readonly Gen<Func<List<string>, List<string>>> YamlChange =
        Gen.Frequency((2, Shuffled(Gen.Select(Gen.OneOf("", "  ", "    ", "- "), Value, (indent, v) => $"{indent}{v}: {v}"))), (8, Replaced(InYaml)), (1, Spoilt));

    /// <summary>What happens to the whole text at the end.</summary>
    private static readonly Gen<Func<string, string>> TextChange = Gen.Frequency(
        (30, Gen.Const(new Func<string, string>(t => t))),
        (2, Place.Select(at => new Func<string, string>(t => t[..(int)(at * t.Length)]))),
        (1, Gen.Select(Place, Raw, (at, raw) => new Func<string, string>(t => t.Insert((int)(at * t.Length), raw)))));

    private static Gen<string> Of(string kind) => Gen.Int[0, Arsenal[kind].Length - 1].Select(i => Arsenal[kind][i]);

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    /// <summary>A spoilt journal, its chain mostly made anew.</summary>
    public static Gen<string> OfJournal =>
        from number in Gen.Int[0, 3]
        from changes in JournalChange.Array[1, 3]
        from end in TextChange
        select end(Chained.Of(changes.Aggregate(Bodies(Journals.Value[number]), (lines, change) => change(lines)).Select(Renumbered)));

    /// <summary>A whole journal of somebody who typed what nobody should.</summary>
    public static Gen<string> OfSession =>
        from scenario in Scenario
        from lines in Typed.Array[1, 4]
        from seed in Gen.Int[0, 1]
        select Played(ClassLab.Find(scenario), (ulong)seed, ["qm list", .. lines, "vzdump 100 --storage nas", "pvesm list nas"]);

    /// <summary>A bundle with a spoilt world or scenario, played, whose hashes all fit.</summary>
    public static Gen<string> OfBundle =>
        from scenario in Scenario
        from inWorld in Gen.Int[0, 2]
        from changes in YamlChange.Array[1, 3]
        from line in Typed
        from seed in Gen.Int[0, 1]
        from end in TextChange
        select end(Bundled(ClassLab.Find(scenario), inWorld > 0, changes, line, (ulong)seed));

    private static string Bundled(ScenarioFolder folder, bool inWorld, Func<List<string>, List<string>>[] changes, string line, ulong seed)
    {
        var (scenario, world) = (folder.File! with { Name = ScenarioContent.Scenario }, folder.World with { Name = ScenarioContent.World });
        if (inWorld) world = world with { Text = Spoil(world.Text) };
        else scenario = scenario with { Text = Spoil(scenario.Text) };
        var spoilt = ScenarioContent.Of(folder.Id, scenario, world);
        var text = new StringBuilder("{\"bundle\":1}\n");
        foreach (var file in (ContentFile[])[scenario, world])
            text.Append(CultureInfo.InvariantCulture, $"{{\"file\":{JsonSerializer.Serialize(file.Name)},\"text\":{JsonSerializer.Serialize(file.Text)}}}\n");
        return text.Append(Played(spoilt, seed, ["qm list; pvesm status; df -h; cat /etc/pve/jobs.cfg", "vzdump 100 --storage nas", line, "sleep 7200", "qm list"])).ToString();

        string Spoil(string yaml) => string.Join('\n', changes.Aggregate([.. yaml.Split('\n')], (List<string> lines, Func<List<string>, List<string>> change) => change(lines)));
    }

    /// <summary>The journal of an attempt in which these lines were typed and not waited for all too long; without entries when it cannot even begin.</summary>
    private static string Played(ScenarioFolder folder, ulong seed, IEnumerable<string> lines)
    {
        using var text = new StringWriter();
        try
        {
            using var attempt = new Attempt(folder, seed);
            using var journal = new JournalWriter(text, JournalHeader.Of(attempt));
            attempt.Recorded = journal.Append;
            foreach (var line in lines.TakeWhile(_ => !attempt.Shell.Ended)) Type(attempt, line);
            return text.ToString();
        }
        catch (ContentException)
        {
            return Chained.Of([Chained.Body(Chained.Header).Replace(ClassLab.Find(ClassLab.RestoreTest).ContentHash, folder.ContentHash, StringComparison.Ordinal)
                .Replace($"\"{ClassLab.RestoreTest}\"", $"\"{folder.Id}\"", StringComparison.Ordinal)]);
        }
    }

    private static void Type(Attempt attempt, string line)
    {
        attempt.Submit(new Input.Line(line));
        for (var step = 0; attempt.IsRunning || attempt.Asking is not null; step++)
        {
            if (step > Patience) attempt.Submit(new Input.Key(Attempt.HangUp));
            else if (attempt.Asking is not null) attempt.Submit(new Input.Key(step % 2 == 0 ? "Ctrl+D" : "Ctrl+C"));
            attempt.Pull();
        }
    }

    private static List<string> Bodies(string journal) => [.. journal.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Chained.Body)];

    /// <summary>Entries are counted anew, so that a change is not found out by its number alone.</summary>
    private static string Renumbered(string body, int i) =>
        i > 0 && body.StartsWith("{\"n\":", StringComparison.Ordinal) && body.IndexOf(',', StringComparison.Ordinal) is > 0 and var comma
            ? string.Create(CultureInfo.InvariantCulture, $"{{\"n\":{i}{body[comma..]}") : body;

    private static string InJson(string line, string value)
    {
        var colons = Colons(line);
        if (colons.Count == 0) return line;
        var at = colons[(value.Length + line.Length) % colons.Count] + 1;
        var end = line.IndexOfAny([',', '}'], at);
        var put = value.Length > 0 && value.All(c => char.IsAsciiDigit(c) || c is '-' or '[' or '{' or '}' or ']') ? value : JsonSerializer.Serialize(value);
        return end < 0 ? line : line[..at] + put + line[end..];
    }

    private static List<int> Colons(string line) => [.. Enumerable.Range(0, line.Length).Where(i => line[i] == ':' && i > 0 && line[i - 1] == '"')];

    private static string InYaml(string line, string value)
    {
        var at = line.LastIndexOf(": ", StringComparison.Ordinal);
        if (line.TrimStart().StartsWith('#')) return line;
        if (at < 0) at = line.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals ? equals - 1 : line.Length - 2;
        return at < 0 ? line + value : line[..(at + 2)] + (IsPlain(value) ? value : JsonSerializer.Serialize(value));
    }

    /// <summary>Whether it can stand in YAML as it is; what looks like a list, a comment or an alias is left to try that too.</summary>
    private static bool IsPlain(string value) =>
        value.Length is > 0 and < 40 && value.IndexOfAny([.. "\"'`%@|\\"]) < 0 && !value.Any(SafeText.IsControl) && !value.Contains(": ", StringComparison.Ordinal);
}
