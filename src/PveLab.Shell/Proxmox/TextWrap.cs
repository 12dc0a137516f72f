using System.Text;

namespace PveLab.Shell.Proxmox;

/// <summary>
/// Breaks text into lines of at most 75 characters and turns runs of blanks at tab stops into tabs, as Perl's Text::Wrap does with its defaults:
/// usage texts are made of it.
/// </summary>
public static class TextWrap
{
    private const int Columns = 76;
    private const int TabStop = 8;

    /// <summary>Wraps a text; the first line begins with one indent, the others with another.</summary>
    public static string Wrap(string firstIndent, string indent, string text)
    {
        StringBuilder wrapped = new();
        string lead = firstIndent;
        string lineEnd = "";
        string remainder = "";
        int position = 0;
        while (position < text.Length && !string.IsNullOrWhiteSpace(text[position..]))
        {
            int length = LineLength(text, position, Columns - lead.Length - 1);
            wrapped.Append(lineEnd).Append(WithTabs(lead + text[position..(position + length)]));
            position += length;
            bool breaks = position < text.Length && char.IsWhiteSpace(text[position]);
            remainder = breaks ? text[position++].ToString() : position < text.Length ? "\n" : "";
            lead = indent;
            lineEnd = "\n";
        }
        return wrapped.Append(remainder).ToString();
    }

    /// <summary>How much of the text fits on a line: up to the last blank or the end, or a whole line of an endless word.</summary>
    private static int LineLength(string text, int start, int width)
    {
        int end = start;
        while (end < text.Length && end - start < width && text[end] != '\n')
            end++;
        for (int at = end; at >= start; at--)
        {
            if (at == text.Length || char.IsWhiteSpace(text[at]))
                return at - start;
        }
        return end - start;
    }

    private static string WithTabs(string line)
    {
        StringBuilder result = new();
        int start = 0;
        for (; start + TabStop <= line.Length; start += TabStop)
        {
            string chunk = line.Substring(start, TabStop);
            string trimmed = chunk.TrimEnd(' ');
            result.Append(TabStop - trimmed.Length >= 2 ? trimmed + "\t" : chunk);
        }
        return result.Append(line[start..]).ToString();
    }
}
