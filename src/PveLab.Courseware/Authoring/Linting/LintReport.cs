using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PveLab.Courseware.Authoring.Linting;

/// <summary>What <c>pvelab … lint</c> prints. It is for authors and their editors, and always in English.</summary>
public static class LintReport
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>For people and editors: <c>file:line:column: problem [rule]</c>, and the advice below it.</summary>
    /// <param name="findings">What was found.</param>
    /// <param name="files">How many files or folders were looked through.</param>
    public static string Text(IReadOnlyCollection<LintFinding> findings, int files)
    {
        var text = new StringBuilder();
        foreach (var finding in findings) text.Append(CultureInfo.InvariantCulture, $"{Place(finding)}: {finding.Problem} [{finding.Rule.Id}]\n    {finding.Rule.Advice}\n");
        return text.Append(CultureInfo.InvariantCulture, $"looked at: {files}, problems: {findings.Count}\n").ToString();
    }

    /// <summary>For programs: a list of objects.</summary>
    public static string Json(IReadOnlyCollection<LintFinding> findings)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Indented))
        {
            json.WriteStartArray();
            foreach (var finding in findings)
            {
                json.WriteStartObject();
                json.WriteString("file", finding.File);
                json.WriteNumber("line", finding.Line);
                json.WriteNumber("column", finding.Column);
                json.WriteString("rule", finding.Rule.Id);
                json.WriteString("problem", finding.Problem);
                json.WriteString("advice", finding.Rule.Advice);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length) + "\n";
    }

    /// <summary>The place in the form editors jump to.</summary>
    public static string Place(LintFinding finding) => (finding.Line, finding.Column) switch
    {
        (0, _) => finding.File,
        (_, 0) => string.Create(CultureInfo.InvariantCulture, $"{finding.File}:{finding.Line}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{finding.File}:{finding.Line}:{finding.Column}"),
    };
}
