using System.Globalization;
using System.Text.RegularExpressions;
using PveLab.Sim.Files;

namespace PveLab.Shell.Tools.Editors;

/// <content>What is typed at the bottom: commands behind a colon, and searches.</content>
internal sealed partial class ViEditor
{
    private void PressPrompt(string key)
    {
        var asked = prompt!;
        if (key is "Backspace" or "Ctrl+H" && asked.Text.Length == 0) prompt = null;
        else if (key is "Esc" or "Ctrl+C") prompt = null;
        else if (key is "Enter" or "Ctrl+M")
        {
            prompt = null;
            status = "";
            if (asked.Label == ":") Execute(asked.Text.Trim());
            else Find(asked.Text.Length > 0 ? asked.Text : search.Text, asked.Label == "/");
            StayOnText();
        }
        else asked.Press(key);
    }

    private void Find(string text, bool forward)
    {
        search = (text, search.Text == text ? search.Forward : forward);
        if (text.Length == 0)
        {
            status = "E35: No previous regular expression";
            return;
        }
        if (buffer.Find(text, forward, StringComparison.Ordinal) is not { } found)
        {
            status = $"E486: Pattern not found: {text}";
            return;
        }
        status = found.Wrapped ? forward ? "search hit BOTTOM, continuing at TOP" : "search hit TOP, continuing at BOTTOM" : (forward ? "/" : "?") + text;
        buffer.Place(found.Row, found.Column);
    }

    private void Execute(string command)
    {
        var range = Range().Match(command);
        var (first, last) = LinesOf(range);
        var what = command[range.Length..];
        if (what.Length == 0)
        {
            if (range.Length > 0) buffer.Place(last, 0);
            return;
        }
        var match = Word().Match(what);
        var (word, forced, rest) = (match.Groups[1].Value, match.Groups[2].Length > 0, match.Groups[3].Value.Trim());
        switch (word)
        {
            case "w" or "write": Write(rest, forced); break;
            case "wq" or "x" or "xit": if (word == "wq" || buffer.Modified ? Write(rest, forced) : true) IsDone = true; break;
            case "q" or "quit" or "qa" or "qall":
                if (buffer.Modified && !forced) status = "E37: No write since last change (add ! to override)";
                else IsDone = true;
                break;
            case "wqa" or "xa": if (Write("", forced)) IsDone = true; break;
            case "d" or "delete": Lines('d', first, last); break;
            case "y" or "yank": Lines('y', first, last); break;
            case "u" or "undo": Change("u", 1); break;
            case "red" or "redo": Change("Ctrl+R", 1); break;
            case "noh" or "nohlsearch": break;
            case "se" or "set": status = $"PveLab: ':{command}' of vi is not simulated"; break;
            case "e" or "edit" when forced && name.Length > 0: Open(name, null); break;
            case "s" or "substitute": Substitute(first, last, rest); break;
            default: status = Other().IsMatch(what) ? $"PveLab: ':{command}' of vi is not simulated" : $"E492: Not an editor command: {command}"; break;
        }
    }

    private (int First, int Last) LinesOf(Match range)
    {
        if (range.Groups["all"].Success) return (0, buffer.Lines.Count - 1);
        var first = LineOf(range.Groups["a"].Value);
        return (first, range.Groups["b"].Success ? LineOf(range.Groups["b"].Value) : first);
    }

    private int LineOf(string address) => address switch
    {
        "" or "." => buffer.Row,
        "$" => buffer.Lines.Count - 1,
        _ => Math.Clamp(int.TryParse(address, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number - 1 : int.MaxValue, 0, buffer.Lines.Count - 1),
    };

    /// <summary>Writes the text; false with the reason in the last line.</summary>
    private bool Write(string file, bool forced)
    {
        var target = file.Length > 0 ? file : name;
        if (target.Length == 0)
        {
            status = "E32: No file name";
            return false;
        }
        if (readOnly && !forced)
        {
            status = "E45: 'readonly' option is set (add ! to override)";
            return false;
        }
        var isNew = !invocation.Files.Exists(invocation.Absolute(target));
        if (file.Length > 0 && file != name && !isNew && !forced)
        {
            status = "E13: File exists (add ! to override)";
            return false;
        }
        if (EditedFile.Save(invocation.Files, invocation.Absolute(target), buffer.Text) is { } errno)
        {
            status = errno switch
            {
                Errno.IsDirectory => $"\"{target}\" E17: is a directory",
                Errno.NoSpace => "E514: Write error (file system full?)",
                _ => $"\"{target}\" E212: Can't open file for writing",
            };
            return false;
        }
        if (name.Length == 0) name = target;
        if (target == name) buffer.Saved();
        status = Measured(target, buffer.Text, isNew ? " [New]" : "") + " written";
        return true;
    }

    private void Substitute(int first, int last, string rest)
    {
        var parts = rest.Length > 1 ? Split(rest) : [];
        if (parts.Count < 2)
        {
            status = "E35: No previous regular expression";
            return;
        }
        if (parts.Count > 2 && parts[2].Trim('g', 'i').Length > 0)
        {
            status = "E488: Trailing characters: " + parts[2];
            return;
        }
        var flags = parts.Count > 2 ? parts[2] : "";
        if (PosixRegex.Compile(parts[0], extended: false, flags.Contains('i', StringComparison.Ordinal), out var error) is not { } regex)
        {
            status = $"E486: {error}";
            return;
        }
        var (changes, lines, at) = (0, 0, buffer.Row);
        One("substitute", () =>
        {
            for (var row = first; row <= last; row++)
            {
                var line = buffer.Lines[row];
                var found = regex.Count(line);
                if (found == 0) continue;
                if (!Try(buffer.SetLine(row, regex.Replace(line, m => Expanded(parts[1], m), flags.Contains('g', StringComparison.Ordinal) ? -1 : 1)))) return;
                changes += flags.Contains('g', StringComparison.Ordinal) ? found : 1;
                (lines, at) = (lines + 1, row);
            }
        });
        if (changes == 0) status = $"E486: Pattern not found: {parts[0]}";
        else if (changes > 2) status = string.Create(CultureInfo.InvariantCulture, $"{changes} substitutions on {lines} line{(lines == 1 ? "" : "s")}");
        buffer.Place(at, 0);
    }

    /// <summary>The replacement of one match: <c>&amp;</c> is all of it, <c>\1</c> a part.</summary>
    private static string Expanded(string replacement, Match match) =>
        Reference().Replace(replacement, r => r.Value switch
        {
            "&" or @"\0" => match.Value,
            [_, >= '1' and <= '9' and var digit] => match.Groups[digit - '0'].Value,
            _ => r.Value[1..],
        });

    private static List<string> Split(string text)
    {
        var parts = new List<string> { "" };
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == text[0]) parts.Add("");
            else if (text[i] == '\\' && i + 1 < text.Length) parts[^1] += text[++i] == text[0] ? text[i].ToString() : "\\" + text[i];
            else parts[^1] += text[i];
        }
        return parts;
    }

    [GeneratedRegex(@"^(?:(?<all>%)|(?<a>[.$]|[0-9]{1,7})?(?:,(?<b>[.$]|[0-9]{1,7}))?)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Range();

    [GeneratedRegex(@"^(s(?=[^a-zA-Z0-9\s""|!])|[a-z]+)(!?)(.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"^(!|r|re|read|g|v|m|t|co|n|next|ls|b|sp|vs|normal|map|syntax|h|help|wn|ed)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Other();

    [GeneratedRegex(@"&|\\.", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
