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

    /// <summary>For people: a line a scenario, its transcripts with the steps not needed, then the findings.</summary>
    public static string Text(IReadOnlyList<Rehearsal> rehearsals)
    {
        var text = new StringBuilder();
        foreach (var rehearsal in rehearsals) Append(text, rehearsal);
        var failed = rehearsals.Count(r => !r.Ok);
        return text.Append(Invariant($"\nscenarios: {rehearsals.Count}, attempts: {rehearsals.Sum(r => r.Attempts)}; "))
            .Append(failed == 0 ? "all as they should be\n" : Invariant($"scenarios with findings: {failed}, findings: {rehearsals.Sum(r => r.Findings.Length)}\n")).ToString();
    }

    private static void Append(StringBuilder text, Rehearsal rehearsal)
    {
        var goldens = rehearsal.Transcripts.Count(t => t.IsGolden);
        text.Append(Invariant($"{(rehearsal.Ok ? "ok  " : "FAIL")}  {rehearsal.Scenario}: {rehearsal.Criteria} criteria, {goldens} golden, "))
            .Append(Invariant($"{rehearsal.Transcripts.Length - goldens} wrong, seeds 0-{rehearsal.Seeds.Length - 1}, {rehearsal.Attempts} attempts\n"));
        foreach (var transcript in rehearsal.Transcripts)
        {
            text.Append(Invariant($"      {transcript.File}: {transcript.Steps} steps{(transcript.NotNeeded.IsEmpty ? "" : Invariant($", {transcript.NotNeeded.Length} not needed"))}\n"));
            foreach (var step in transcript.NotNeeded) text.Append(Invariant($"        {step.Line}: {step.Text}  ({step.Reason})\n"));
        }
        foreach (var finding in rehearsal.Findings) text.Append(Line(finding)).Append('\n');
    }

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
