using System.Text;
using System.Text.RegularExpressions;
using Markdig.Syntax;
using PveLab.Courseware.Attempts;
using PveLab.Shell.Editing;

namespace PveLab.Courseware.Lessons;

/// <summary>Code blocks: which lines can be sent to the shell, and which blocks are pictures.</summary>
internal static partial class CodeReader
{
    public static LessonBlock Read(Markdig.Syntax.CodeBlock block, bool tight)
    {
        string language = block is FencedCodeBlock { Info: { Length: > 0 } info } ? SafeText.Clean(info).ToLowerInvariant() : "";
        var lines = new List<CodeLine>(block.Lines.Count);
        for (int i = 0; i < block.Lines.Count; i++)
        {
            lines.Add(new CodeLine(block.Lines.Lines[i].Line + 1, ExpandTabs(block.Lines.Lines[i].Slice.ToString())));
        }
        while (lines is [.., { Text: "" }]) lines.RemoveAt(lines.Count - 1);
        string marks = block is FencedCodeBlock { Arguments: { } arguments } ? SafeText.Clean(arguments).Trim() : "";
        if (language is "text" or "diagram" && !lines.Exists(line => Prompt().IsMatch(line.Text)))
            return new Diagram(block.Line + 1, [.. lines.Select(line => line.Text)]) { Tight = tight, Caption = marks };
        if (language is "console" or "bash" or "sh" or "shell") MarkCommands(lines, language == "console");
        return new CodeBlock(block.Line + 1, language, lines) { Tight = tight, Marks = marks.Split(' ', StringSplitOptions.RemoveEmptyEntries) };
    }

    private static void MarkCommands(List<CodeLine> lines, bool prompted)
    {
        for (int i = 0; i < lines.Count; i++)
        {
            string text = lines[i].Text;
            int prompt = prompted ? Question().Match(text).Length : Prompt().Match(text).Length;
            bool starts = prompted ? prompt > 0 || IsKey(text) : text.AsSpan().TrimStart() is { IsEmpty: false } rest && rest[0] != '#';
            if (!starts) continue;
            if (!prompted && !text.StartsWith("$ ", StringComparison.Ordinal)) prompt = 0;
            int last = i;
            while (last + 1 < lines.Count && lines[last].Text.EndsWith('\\')) last++;
            string command = Join(lines, i, last, prompt);
            for (int part = i; part <= last && command.Length > 0; part++)
            {
                lines[part] = lines[part] with { Command = command, Prompt = part == i ? prompt : ContinuationPrompt(lines[part].Text) };
            }
            i = last;
        }
    }

    private static string Join(List<CodeLine> lines, int first, int last, int prompt)
    {
        var command = new StringBuilder();
        for (int i = first; i <= last; i++)
        {
            string text = lines[i].Text[(i == first ? prompt : ContinuationPrompt(lines[i].Text))..];
            if (i < last) text = text[..^1].TrimEnd() + " ";
            command.Append(i == first ? text : text.TrimStart());
        }
        return command.ToString().Trim();
    }

    private static int ContinuationPrompt(string text) => text.StartsWith("> ", StringComparison.Ordinal) ? 2 : 0;

    private static string ExpandTabs(string text)
    {
        if (!text.Contains('\t', StringComparison.Ordinal)) return SafeText.Clean(text);
        var expanded = new StringBuilder();
        int column = 0;
        foreach (string part in text.Split('\t'))
        {
            if (expanded.Length > 0 || column > 0 || !text.StartsWith(part, StringComparison.Ordinal)) expanded.Append(' ', 4 - (column % 4));
            expanded.Append(SafeText.Clean(part));
            column = DisplayWidth.Of(expanded.ToString());
        }
        return expanded.ToString();
    }

    /// <summary>Whether a line of a console names a key to press, such as <c>&lt;Ctrl+O&gt;</c>, and nothing else.</summary>
    public static bool IsKey(string text) => text.StartsWith('<') && Transcript.TryKeys(text) is [_];

    /// <summary>A prompt, or what a console asks before somebody is logged in.</summary>
    [GeneratedRegex(@"^(?:(?:[A-Za-z0-9._\-]+@[A-Za-z0-9._\-]+:[^\s#$]*)?[#$] |[A-Za-z0-9._\-]+ login: |Password: )", RegexOptions.CultureInvariant)]
    private static partial Regex Question();

    /// <summary><c># </c> or <c>$ </c>, bare or behind <c>user@host:directory</c>.</summary>
    [GeneratedRegex(@"^(?:[A-Za-z0-9._\-]+@[A-Za-z0-9._\-]+:[^\s#$]*)?[#$] ", RegexOptions.CultureInvariant)]
    private static partial Regex Prompt();
}
