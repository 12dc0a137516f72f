using PveLab.Shell.Language;

namespace PveLab.Shell.Tools;

/// <summary>echo -n -e -E.</summary>
internal static class Echo
{
    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var (newline, escapes, i) = (true, false, 0);
        for (; i < invocation.Arguments.Count && invocation.Arguments[i] is { Length: > 1 } word && word[0] == '-' && word.AsSpan(1).IndexOfAnyExcept("neE") < 0; i++)
        {
            foreach (var letter in word.AsSpan(1))
            {
                if (letter == 'n') newline = false;
                else escapes = letter == 'e';
            }
        }
        var text = string.Join(' ', invocation.Arguments.Skip(i));
        if (escapes)
        {
            text = Escapes.Echo(text, out var stopped);
            newline &= !stopped;
        }
        yield return new Step.Out(newline ? text + "\n" : text);
    }
}
