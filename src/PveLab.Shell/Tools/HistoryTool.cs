using System.Globalization;

namespace PveLab.Shell.Tools;

/// <summary>history [-c] [-d N] [N].</summary>
internal static class HistoryTool
{
    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var history = invocation.Session.History;
        var count = history.Lines.Count;
        switch (invocation.Arguments)
        {
            case []:
                break;
            case ["-c"]:
                history.Clear();
                yield break;
            case ["-d", var text]:
                if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var line) || !history.Remove(line))
                    yield return invocation.Fail(1, $"bash: history: {text}: history position out of range");
                yield break;
            case [var text, ..] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var last):
                count = Math.Min(last, count);
                break;
            case [var text, ..]:
                yield return text[0] == '-' && text.Length == 2 && "anrwps".Contains(text[1], StringComparison.Ordinal)
                    ? invocation.Fail(255, $"PveLab: option '{text}' of 'history' is not simulated")
                    : invocation.Fail(1, $"bash: history: {text}: numeric argument required");
                yield break;
        }
        for (var i = history.Lines.Count - count; i < history.Lines.Count; i++)
            yield return new Step.Out(string.Create(CultureInfo.InvariantCulture, $"{history.First + i,5}  {history.Lines[i]}\n"));
    }
}
