namespace PveLab.Shell.Editing;

/// <summary>The lines typed, oldest first.</summary>
public sealed class History
{
    /// <summary>Lines kept (bash: HISTSIZE).</summary>
    public const int Limit = 500;

    private readonly List<string> lines = [];
    private int dropped;

    /// <summary>The lines kept, oldest first.</summary>
    public IReadOnlyList<string> Lines => lines;

    /// <summary>Number of the oldest line kept.</summary>
    public int First => dropped + 1;

    /// <summary>Adds a line; blank lines and repetitions of the last one are left out (HISTCONTROL=ignoredups), and so are lines that begin with a blank.</summary>
    public void Add(string line)
    {
        if (string.IsNullOrWhiteSpace(line) || line[0] == ' ' || (lines.Count > 0 && lines[^1] == line)) return;
        lines.Add(line);
        if (lines.Count <= Limit) return;
        lines.RemoveAt(0);
        dropped++;
    }

    /// <summary>Forgets everything (<c>history -c</c>).</summary>
    public void Clear()
    {
        lines.Clear();
        dropped = 0;
    }

    /// <summary>Forgets one line by its number; false: there is none.</summary>
    public bool Remove(int number)
    {
        if (number < First || number >= First + lines.Count) return false;
        lines.RemoveAt(number - First);
        return true;
    }

    /// <summary>
    /// Replaces <c>!!</c>, <c>!n</c>, <c>!-n</c>, <c>!text</c> and <c>!$</c> outside single quotes. Null: no such event (<paramref name="error"/> names it).
    /// </summary>
    public string? Expand(string line, out string? error)
    {
        error = null;
        if (!line.Contains('!', StringComparison.Ordinal)) return line;
        var result = new System.Text.StringBuilder();
        var (single, twice) = (false, false);
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '\'' && !twice) single = !single;
            if (c == '"' && !single) twice = !twice;
            if (c == '\\' && !single && i + 1 < line.Length)
            {
                result.Append(c).Append(line[++i]);
                continue;
            }
            if (c != '!' || single || Event(line, i, twice) is not (> 0 and var length))
            {
                result.Append(c);
                continue;
            }
            var word = line.Substring(i, length);
            if (Find(word[1..]) is not { } found)
            {
                error = word;
                return null;
            }
            result.Append(found);
            i += length - 1;
        }
        return result.ToString();
    }

    /// <summary>How many characters from the <c>!</c> on name an event; 0: it is a plain exclamation mark.</summary>
    private static int Event(string line, int at, bool quoted)
    {
        if (at + 1 >= line.Length || at > 0 && line[at - 1] is '$' or '{' or '[') return 0;
        if (line[at + 1] is '!' or '$') return 2;
        if (quoted && line[at + 1] == '"') return 0;
        var end = at + 1;
        if (line[end] == '-' && end + 1 < line.Length && char.IsAsciiDigit(line[end + 1])) end++;
        if (char.IsAsciiDigit(line[end]))
        {
            while (end < line.Length && char.IsAsciiDigit(line[end])) end++;
            return end - at;
        }
        while (end < line.Length && (char.IsAsciiLetterOrDigit(line[end]) || line[end] is '_' or '.' or '/')) end++;
        return end == at + 1 ? 0 : end - at;
    }

    private string? Find(string word)
    {
        if (word == "!") return lines.Count > 0 ? lines[^1] : null;
        if (word == "$") return lines.Count > 0 ? lines[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1] : null;
        if (!int.TryParse(word, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number))
            return lines.FindLast(l => l.StartsWith(word, StringComparison.Ordinal));
        var index = number < 0 ? lines.Count + number : number - First;
        return index >= 0 && index < lines.Count ? lines[index] : null;
    }
}
