using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Attempts;

/// <summary>
/// A journal with the scenario it was made with, in one text file of JSON lines: <c>{"bundle":1}</c>, one line for each file of the
/// scenario, and the journal's own lines as they are. Its scenario lives in memory only: no name in it is ever a path.
/// </summary>
public static partial class Bundle
{
    /// <summary>The usual ending of its name.</summary>
    public const string Extension = ".pvelab";

    private const string Head = "{\"bundle\":";
    private const string FileHead = "{\"file\":";
    private const int Format = 1;
    private const int MaxFiles = 8;
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions Shallow = new() { MaxDepth = 4 };

    /// <summary>Whether a text says that it is a bundle.</summary>
    public static bool IsBundle(string text) => text.StartsWith(Head, StringComparison.Ordinal);

    /// <summary>Writes a bundle.</summary>
    /// <param name="name">The journal's name in errors.</param>
    /// <param name="journal">The journal's text; a cut last line is left out.</param>
    /// <param name="folder">The scenario.</param>
    /// <exception cref="ContentException">It is no journal, or was made with another content, or before there were bundles.</exception>
    public static string Write(string name, string journal, ScenarioFolder folder)
    {
        var parsed = Journal.Parse(name, journal);
        if (parsed.Header.Format == JournalHeader.FirstFormat) throw new ContentException(name, 1, 1, "made by a PveLab that knew no bundles yet; replay it as it is");
        Replay.Check(parsed, folder, name);
        var bundle = new StringBuilder($"{Head}{Format}}}\n");
        foreach (var file in ScenarioContent.Of(folder))
            bundle.Append(FileHead).Append(JsonSerializer.Serialize(file.Name, Plain)).Append(",\"text\":").Append(JsonSerializer.Serialize(file.Text, Plain)).Append("}\n");
        return bundle.Append(journal.AsSpan(0, journal.LastIndexOf('\n') + 1)).ToString();
    }

    /// <summary>Reads a bundle.</summary>
    /// <exception cref="ContentException">It is none, or too much of one; the message names the line.</exception>
    internal static (Journal Journal, ScenarioFolder Folder) Read(string name, string text)
    {
        var at = 0;
        if (Line(text, ref at) != $"{Head}{Format}}}") throw new ContentException(name, 1, 1, "another version of the format; a newer PveLab may read it");
        var files = new List<ContentFile>();
        for (var next = at; text.AsSpan(next).StartsWith(FileHead, StringComparison.Ordinal); at = next)
        {
            if (files.Count == MaxFiles) throw new ContentException(name, files.Count + 2, 1, "more files than a scenario has");
            files.Add(File(name, files.Count + 2, Line(text, ref next)));
        }
        var journal = Journal.Parse(name, text[at..], firstLine: files.Count + 2);
        if (!IdShape().IsMatch(journal.Header.Scenario)) throw new ContentException(name, files.Count + 2, 1, "this is no scenario's id");
        return (journal, ScenarioContent.Of(journal.Header.Scenario, files, name));
    }

    private static ContentFile File(string name, int number, string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line, Shallow);
            var (file, text) = (json.RootElement.Text("file"), json.RootElement.Text("text"));
            if (Encoding.UTF8.GetByteCount(text) > ScenarioContent.MaxFileBytes) throw new FormatException($"a file is larger than {ScenarioContent.MaxFileBytes / 1024} KiB");
            return new ContentFile(file, TextContent.Check(text, $"{name}/{PlainTerminal.Visible(file)}"));
        }
        catch (Exception error) when (JsonContent.IsWrong(error))
        {
            throw JsonContent.Wrong(name, number, line, "this is no file of a bundle", error);
        }
    }

    private static string Line(string text, ref int at)
    {
        var end = text.IndexOf('\n', at);
        var line = end < 0 ? text[at..] : text[at..end];
        at = end < 0 ? text.Length : end + 1;
        return line;
    }

    [GeneratedRegex(@"^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,99}$", RegexOptions.CultureInvariant)]
    private static partial Regex IdShape();
}
