using System.Text;

namespace PveLab.Shell.Language;

/// <summary>Collects the fields a word expands to: splits what must be split and remembers what may be globbed.</summary>
internal sealed class FieldBuilder(string separators, Func<string, List<string>>? glob, List<string> fields)
{
    private readonly StringBuilder current = new();
    private StringBuilder? pattern;
    private bool started;

    /// <summary>Quoted text: goes in as it is, and makes a field even when empty.</summary>
    public void Quoted(string text)
    {
        started = true;
        current.Append(text);
        pattern?.Append(Pattern.Escape(text));
    }

    /// <summary>Unquoted text as typed: may glob, is never split.</summary>
    public void Typed(string text)
    {
        if (text.Length == 0) return;
        started = true;
        Active(text);
    }

    /// <summary>Unquoted text an expansion gave: is split and may glob.</summary>
    public void Expanded(string text)
    {
        if (text.Length == 0) return;
        if (text.AsSpan().IndexOfAny(separators) < 0)
        {
            Typed(text);
            return;
        }
        for (var i = 0; i < text.Length;)
        {
            if (!separators.Contains(text[i], StringComparison.Ordinal))
            {
                var end = text.AsSpan(i).IndexOfAny(separators) is var at and >= 0 ? i + at : text.Length;
                Typed(text[i..end]);
                i = end;
                continue;
            }
            i = Separator(text, i);
        }
    }

    /// <summary>Blanks around one separator belong to it; a separator that is no blank ends a field even when it is empty.</summary>
    private int Separator(string text, int i)
    {
        var hard = false;
        for (; i < text.Length && separators.Contains(text[i], StringComparison.Ordinal); i++)
        {
            if (text[i] is ' ' or '\t' or '\n') continue;
            if (hard) break;
            hard = true;
        }
        if (hard) started = true;
        End();
        return i;
    }

    /// <summary>Ends the field, if one was begun.</summary>
    public void End()
    {
        if (!started) return;
        var matches = pattern is null || glob is null ? null : glob(pattern.ToString());
        if (matches is { Count: > 0 }) fields.AddRange(matches);
        else fields.Add(current.ToString());
        current.Clear();
        pattern = null;
        started = false;
    }

    private void Active(string text)
    {
        if (pattern is null && Pattern.HasMagic(text)) pattern = new StringBuilder(Pattern.Escape(current.ToString()));
        current.Append(text);
        pattern?.Append(text);
    }
}
