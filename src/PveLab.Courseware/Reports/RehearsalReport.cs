using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;
using PveLab.Courseware.Rehearsals;

namespace PveLab.Courseware.Reports;

/// <summary>What <c>pvelab scenario test</c> prints. It is for authors and their tools, and always in English.</summary>
public static class RehearsalReport
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly XmlWriterSettings Xml = new() { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(false) };

    private static readonly string[] Columns = ["", "scenario", "criteria", "golden", "wrong", "seeds", "attempts", "mutants", "killed", "excused", "survived", "rate", "raw"];

    /// <summary>For people: a row a scenario, then the findings and the mutants that survived.</summary>
    /// <param name="rehearsals">What was played.</param>
    /// <param name="details">Whether to tell the transcripts as well, with the steps that are not needed and the mutants that are excused.</param>
    public static string Text(IReadOnlyList<Rehearsal> rehearsals, bool details)
    {
        var text = new StringBuilder();
        var total = MutantScore.Sum(rehearsals.Select(r => r.Score));
        var rows = rehearsals.Select(Row).Prepend(Columns).Append(["", "all", .. Counts(
            rehearsals.Sum(r => r.Criteria), rehearsals.Sum(Goldens), rehearsals.Sum(Wrongs), null, rehearsals.Sum(r => r.Attempts), total)]).ToList();
        var widths = Columns.Select((_, column) => rows.Max(r => r[column].Length)).ToArray();
        foreach (var row in rows)
            text.Append(string.Join("  ", row.Select((cell, column) => column < 2 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd()).Append('\n');
        foreach (var rehearsal in rehearsals) Append(text, rehearsal, details);
        var failed = rehearsals.Count(r => !r.Ok);
        return text.Append(Invariant($"\nscenarios: {rehearsals.Count}, attempts: {rehearsals.Sum(r => r.Attempts)}; "))
            .Append(failed == 0 ? "all as they should be\n" : Invariant($"scenarios with findings: {failed}, findings: {rehearsals.Sum(r => r.Findings.Length)}\n")).ToString();
    }

    private static string[] Row(Rehearsal rehearsal) =>
        [rehearsal.Ok ? "ok" : "FAIL", rehearsal.Scenario, .. Counts(rehearsal.Criteria, Goldens(rehearsal), Wrongs(rehearsal), rehearsal.Seeds.Length, rehearsal.Attempts, rehearsal.Score)];

    private static string[] Counts(int criteria, int goldens, int wrongs, int? seeds, int attempts, MutantScore score) =>
        [
            .. new int?[] { criteria, goldens, wrongs, seeds, attempts }.Select(n => Invariant($"{n}")),
            .. score.All == 0 ? ["-", "-", "-", "-", "-", "-"] : new[] { score.All, score.Killed, score.Declared + score.SameWorld, score.Survived }.Select(n => Invariant($"{n}"))
                .Concat([Invariant($"{score.Rate:0.0} %"), Invariant($"{score.RawRate:0.0} %")]),
        ];

    private static int Goldens(Rehearsal rehearsal) => rehearsal.Transcripts.Count(t => t.IsGolden);

    private static int Wrongs(Rehearsal rehearsal) => rehearsal.Transcripts.Count(t => !t.IsGolden);

    private static void Append(StringBuilder text, Rehearsal rehearsal, bool details)
    {
        var survived = rehearsal.Mutants.Where(m => m.Fate == MutantFate.Survived).ToList();
        if (!details && rehearsal.Ok && survived.Count == 0) return;
        text.Append(Invariant($"\n{rehearsal.Scenario}\n"));
        foreach (var finding in rehearsal.Findings) text.Append("  ").Append(Line(finding)).Append('\n');
        foreach (var mutant in survived) text.Append(Invariant($"  survived: {Line(mutant)}{(mutant.Reason is { } reason ? Invariant($"; {reason}") : "")}\n"));
        if (!details) return;
        foreach (var mutant in rehearsal.Mutants.Where(m => m.Fate is MutantFate.Declared or MutantFate.SameWorld && m.Kind != MutantKind.Dropped))
            text.Append(Invariant($"  excused: {Line(mutant)}  ({mutant.Reason ?? "the same world"})\n"));
        foreach (var transcript in rehearsal.Transcripts)
        {
            text.Append(Invariant($"  {transcript.File}: {transcript.Steps} steps{(transcript.NotNeeded.IsEmpty ? "" : Invariant($", {transcript.NotNeeded.Length} not needed"))}\n"));
            foreach (var step in transcript.NotNeeded) text.Append(Invariant($"    {step.Line}: {step.Text}  ({step.Reason})\n"));
        }
    }

    private static string Line(Mutant mutant) => Invariant($"{mutant.File}:{mutant.Line}: {Name(mutant.Kind)}: {mutant.What}");

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>For programs.</summary>
    public static string Json(IReadOnlyList<Rehearsal> rehearsals)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Indented))
        {
            json.WriteStartArray();
            foreach (var rehearsal in rehearsals) Write(json, rehearsal);
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length) + "\n";
    }

    private static void Write(Utf8JsonWriter json, Rehearsal rehearsal)
    {
        json.WriteStartObject();
        json.WriteString("scenario", rehearsal.Scenario);
        json.WriteBoolean("ok", rehearsal.Ok);
        json.WriteNumber("criteria", rehearsal.Criteria);
        json.WriteNumber("attempts", rehearsal.Attempts);
        Array("seeds", rehearsal.Seeds, seed => json.WriteNumberValue(seed));
        Array("transcripts", rehearsal.Transcripts, transcript => Object(() =>
        {
            json.WriteString("file", transcript.File);
            json.WriteBoolean("golden", transcript.IsGolden);
            json.WriteNumber("steps", transcript.Steps);
            Array("notNeeded", transcript.NotNeeded, step => Object(() =>
            {
                json.WriteNumber("line", step.Line);
                json.WriteString("text", step.Text);
                json.WriteString("reason", step.Reason);
            }));
        }));
        json.WritePropertyName("score");
        Object(() =>
        {
            var score = rehearsal.Score;
            json.WriteNumber("mutants", score.All);
            json.WriteNumber("killed", score.Killed);
            json.WriteNumber("declared", score.Declared);
            json.WriteNumber("sameWorld", score.SameWorld);
            json.WriteNumber("survived", score.Survived);
            json.WriteNumber("rate", Math.Round(score.Rate, 1));
            json.WriteNumber("rawRate", Math.Round(score.RawRate, 1));
        });
        Array("mutants", rehearsal.Mutants, mutant => Object(() =>
        {
            json.WriteString("kind", Name(mutant.Kind));
            json.WriteString("file", mutant.File);
            json.WriteNumber("line", mutant.Line);
            json.WriteString("what", mutant.What);
            json.WriteString("fate", Name(mutant.Fate));
            if (mutant.Reason is { } reason) json.WriteString("reason", reason);
        }));
        Array("findings", rehearsal.Findings, finding => Object(() =>
        {
            json.WriteString("file", finding.File);
            json.WriteNumber("line", finding.Line);
            json.WriteNumber("seed", finding.Seed);
            json.WriteString("problem", finding.Problem);
        }));
        json.WriteEndObject();

        void Array<T>(string name, IEnumerable<T> items, Action<T> write)
        {
            json.WriteStartArray(name);
            foreach (var item in items) write(item);
            json.WriteEndArray();
        }

        void Object(Action write)
        {
            json.WriteStartObject();
            write();
            json.WriteEndObject();
        }
    }

    /// <summary>For continuous integration: one test suite a scenario, one test case a transcript and one for the scenario itself.</summary>
    public static string JUnit(IReadOnlyList<Rehearsal> rehearsals)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, Xml))
        {
            xml.WriteStartElement("testsuites");
            foreach (var rehearsal in rehearsals) Write(xml, rehearsal);
            xml.WriteEndElement();
        }
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length) + "\n";
    }

    private static void Write(XmlWriter xml, Rehearsal rehearsal)
    {
        var cases = rehearsal.Transcripts.Select(t => t.File).Concat(rehearsal.Findings.Select(f => f.File)).Prepend("scenario.yaml").Distinct(StringComparer.Ordinal).ToList();
        var findings = rehearsal.Findings.ToLookup(f => f.File, StringComparer.Ordinal);
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", rehearsal.Scenario);
        xml.WriteAttributeString("tests", Invariant($"{cases.Count}"));
        xml.WriteAttributeString("failures", Invariant($"{findings.Count}"));
        xml.WriteAttributeString("errors", "0");
        foreach (var file in cases)
        {
            xml.WriteStartElement("testcase");
            xml.WriteAttributeString("classname", rehearsal.Scenario);
            xml.WriteAttributeString("name", file);
            if (findings[file].FirstOrDefault() is { } first)
            {
                xml.WriteStartElement("failure");
                xml.WriteAttributeString("message", Lessons.SafeText.Clean(first.Problem));
                xml.WriteString(Lessons.SafeText.Clean(string.Join('\n', findings[file].Select(Line))));
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static string Line(RehearsalFinding finding) => Invariant(
        $"{finding.File}{(finding.Line > 0 ? Invariant($":{finding.Line}") : "")}: {finding.Problem}{(finding.Seed > 0 ? Invariant($" (seed {finding.Seed})") : "")}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
